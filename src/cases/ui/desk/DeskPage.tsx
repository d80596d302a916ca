import { Segmented } from 'antd';
import { useState } from 'react';
import { ActButton } from '../../../ui/ActButton.tsx';
import { FormErrors } from '../../../ui/FormErrors.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useKeys } from '../../../ui/keys.ts';
import { useAct } from '../../../ui/query.ts';
import { useSession } from '../../../ui/session.ts';
import { reportOnBehalf } from '../../api.ts';
import type { ReceiptAnswer } from '../answers.ts';
import '../cases.css';
import '../desk.css';
import { actTexts } from '../text/acts.ts';
import { deskTexts } from '../text/desk.ts';
import { useNow } from '../../../ui/useNow.ts';
import { DeskFields } from './DeskFields.tsx';
import { deskChannels, DeskWords } from './DeskWords.tsx';
import { answersOf, type Draft, photosOf } from './draft.ts';
import { Receipt } from './Receipt.tsx';
import { Similar } from './Similar.tsx';
import { unanswered, useDraft } from './useDraft.ts';

type Faults = Readonly<Record<string, string>>;

/** The desk for phone, letters, counter, media and leader's instructions: words first, fields fill beside, keyboard only. */
export function DeskPage() {
  const t = useTexts(deskTexts);
  const a = useTexts(actTexts);
  const desk = useDraft();
  const act = useAct(reportOnBehalf, unanswered(useSession().personId));
  const [pending, setPending] = useState(0);
  const [receipt, setReceipt] = useState<ReceiptAnswer | null>(null);
  const [missing, setMissing] = useState<Faults>({});
  const send = async () => {
    if (act.busy || receipt || pending > 0) return;
    const faults = missingIn(desk.draft, { place: t('noPlace'), category: t('noCategory') });
    setMissing(faults);
    if (Object.keys(faults).length > 0) {
      document.getElementById(faults.place ? 'cs-area' : 'cs-category')?.focus();
      return;
    }
    const sent = await act.run(inputOf(desk.draft));
    if (sent) setReceipt(sent.answer);
  };
  const next = () => {
    setReceipt(null);
    desk.clear();
    setMissing({});
    act.reset();
    document.getElementById('cs-words')?.focus();
  };
  useKeys([{ key: 'Ctrl+Enter', words: t('send'), run: () => void send(), off: receipt !== null }]);
  const faults = { ...missing, ...Object.fromEntries((act.problem?.faults ?? []).map((fault) => [fault.path, fault.message])) };
  return (
    <div className="cs-page">
      <DeskHead desk={desk} />
      <FormErrors problem={act.problem} />
      <div className="cs-intake" aria-busy={act.busy} inert={receipt !== null}>
        <DeskWords desk={desk} faults={faults} />
        <DeskFields key={receipt ? 'sent' : 'open'} desk={desk} faults={faults} setPending={setPending} />
        {/* What was just registered would be the most similar one. */}
        {receipt ? <div className="cs-desk-similar" /> : <Similar desk={desk} />}
      </div>
      {receipt ? (
        <Receipt receipt={receipt} draft={desk.draft} next={next} />
      ) : (
        <div className="cs-say">
          <p className="cs-quiet">{pending > 0 ? a('photosPending', { n: pending }) : t('foot')}</p>
          <ActButton next size="large" keyName="Ctrl+Enter" loading={act.busy} disabled={pending > 0} onClick={() => void send()}>
            {t(desk.draft.file && desk.mayFile ? 'sendFile' : 'send')}
          </ActButton>
        </div>
      )}
    </div>
  );
}

function DeskHead({ desk }: { readonly desk: ReturnType<typeof useDraft> }) {
  const t = useTexts(deskTexts);
  const session = useSession();
  const now = useNow(1000).getTime();
  const { channel, since } = desk.draft;
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
      {since !== null && channel === 'hotline' ? <p className="cs-quiet">{t('lasted', { time })}</p> : null}
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
  };
}
