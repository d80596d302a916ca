import { Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { FormErrors } from '../../../ui/FormErrors.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useKeys } from '../../../ui/keys.ts';
import { useAct } from '../../../ui/query.ts';
import { useSession } from '../../../ui/session.ts';
import { reportOnBehalf } from '../../api.ts';
import { maskedPhone } from '../../rules/phones.ts';
import type { ReceiptAnswer } from '../answers.ts';
import '../cases.css';
import '../desk.css';
import '../desk-call.css';
import { deskTexts } from '../text/desk.ts';
import { useNow } from '../../../ui/useNow.ts';
import { DeskFields } from './DeskFields.tsx';
import { DeskFoot } from './DeskFoot.tsx';
import { deskChannels, DeskWords } from './DeskWords.tsx';
import { answersOf, type Draft, photosOf } from './draft.ts';
import { EarlierCalls } from './EarlierCalls.tsx';
import { Receipt } from './Receipt.tsx';
import { Similar } from './Similar.tsx';
import { unanswered, useDraft } from './useDraft.ts';
import { useNumber } from './useNumber.ts';

type Faults = Readonly<Record<string, string>>;

/** The desk for phone, letters, counter, media and leader's instructions: words first, fields fill beside, keyboard only. */
export function DeskPage() {
  const t = useTexts(deskTexts);
  const word = useWord();
  const desk = useDraft();
  const { change } = desk;
  useNumber(desk);
  const act = useAct(reportOnBehalf, unanswered(useSession().personId));
  const [pending, setPending] = useState(0);
  const [receipt, setReceipt] = useState<ReceiptAnswer | null>(null);
  /** Register was pressed while something was missing; each is told until it is filled in. */
  const [pressed, setPressed] = useState(false);
  const missing = missingIn(desk.draft, { place: t('noPlace'), category: t('noCategory') });
  const send = async () => {
    if (act.busy || receipt || pending > 0) return;
    const whole = Object.keys(missing).length === 0;
    setPressed(!whole);
    if (!whole) {
      document.getElementById(missing.place ? 'cs-area' : 'cs-category')?.focus();
      return;
    }
    // What leaves without a number keeps none: with one that comes later, the same words would be another case.
    if (desk.draft.number === null) desk.change({ number: '' });
    const sent = await act.run(inputOf(desk.draft));
    if (sent) setReceipt(sent.answer);
  };
  const gone = act.problem?.code === 'cases.numberGone';
  useEffect(() => {
    if (gone) change({ number: null, numberUntil: null });
  }, [gone, change]);
  const next = () => {
    setReceipt(null);
    desk.clear();
    setPressed(false);
    act.reset();
    document.getElementById('cs-words')?.focus();
  };
  useKeys([
    { key: 'Ctrl+Enter', words: t('send'), run: () => void send(), off: receipt !== null },
    { key: 'Escape', words: t('leaveWords'), run: leaveWords, off: receipt !== null },
  ]);
  const faults = {
    ...(pressed ? missing : {}),
    ...Object.fromEntries((act.problem?.faults ?? []).map((fault) => [fault.path, fault.message])),
  };
  const labels = new Map([
    ['place', t('place')],
    ['category', t('category')],
    ['words', t('wordsPlain')],
    ['contact.phone', t('phone')],
    ...(desk.category?.attributes ?? []).map(({ code, name }) => [`attributes.${code}`, word(name)] as const),
  ]);
  return (
    <div className="cs-page">
      <DeskHead desk={desk} />
      <FormErrors problem={act.problem} labels={labels} />
      <div className="cs-intake" aria-busy={act.busy} inert={receipt !== null}>
        <DeskWords desk={desk} faults={faults} />
        <DeskFields key={receipt ? 'sent' : 'open'} desk={desk} faults={faults} setPending={setPending} />
        {/* What was just registered would be the most similar one. */}
        {receipt ? <div className="cs-desk-similar" /> : <Similar desk={desk} />}
      </div>
      {receipt ? (
        <Receipt receipt={receipt} draft={desk.draft} next={next} />
      ) : (
        <DeskFoot desk={desk} pending={pending} busy={act.busy} send={() => void send()} />
      )}
    </div>
  );
}

/** Out of the words, so that single keys work, and back into them. */
function leaveWords(): void {
  const words = document.getElementById('cs-words');
  if (document.activeElement === words) document.querySelector<HTMLElement>('.cs-desk-head h1')?.focus();
  else if (!document.activeElement?.closest('input,[role=combobox],[role=listbox]')) words?.focus();
}

function DeskHead({ desk }: { readonly desk: ReturnType<typeof useDraft> }) {
  const t = useTexts(deskTexts);
  const session = useSession();
  const now = useNow(1000).getTime();
  const { channel, since, phone } = desk.draft;
  const seconds = since === null ? 0 : Math.max(0, Math.floor((now - since) / 1000));
  const time = `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  const offered = deskChannels.filter((each) => each !== 'leader' || session.may('cases.supervise'));
  return (
    <div className="tc-head cs-desk-head">
      <h1 tabIndex={-1}>{t('title')}</h1>
      <Segmented
        aria-label={t('channel')}
        value={channel}
        options={offered.map((each) => ({ value: each, label: t(each) }))}
        onChange={(next) => desk.change({ channel: offered.find((each) => each === next) ?? 'hotline' })}
      />
      {since !== null && channel === 'hotline' ? (
        <p className="cs-quiet cs-lasts">{phone ? t('callOf', { phone: maskedPhone(phone), time }) : t('lasted', { time })}</p>
      ) : null}
      {/* Of each call anew: the same person may be on the line again at once. */}
      <EarlierCalls key={since} phone={phone} />
    </div>
  );
}

function missingIn(draft: Draft, words: { readonly place: string; readonly category: string }): Faults {
  const place = draft.areaId === null && draft.lng === null;
  return { ...(place ? { place: words.place } : {}), ...(draft.category === null ? { category: words.category } : {}) };
}

function inputOf(draft: Draft): Parameters<ReturnType<typeof useAct<typeof reportOnBehalf>>['run']>[0] {
  const { lng, lat, areaId, phone, name, saidAt, sameAs, category } = draft;
  return {
    channel: draft.channel,
    category: category ?? '',
    words: draft.words,
    title: draft.title || undefined,
    place: draft.place,
    areaId: areaId ?? undefined,
    lng: lng ?? undefined,
    lat: lat ?? undefined,
    urgent: draft.urgent,
    photos: photosOf(draft),
    attributes: Object.fromEntries(Object.entries(answersOf(draft)).filter(([, value]) => value.length > 0)),
    contact: phone || name ? { phone: phone || undefined, name: name || undefined } : undefined,
    saidAt: saidAt ? `${saidAt}T12:00:00+08:00` : undefined,
    file: draft.file,
    sameAs: sameAs?.id,
    number: sameAs ? undefined : draft.number || undefined,
  };
}
