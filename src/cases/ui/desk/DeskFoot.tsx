import { ActButton } from '../../../ui/ActButton.tsx';
import { useDates } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { actTexts } from '../text/acts.ts';
import { deskTexts } from '../text/desk.ts';
import { spoken } from './draft.ts';
import type { Desk } from './useDraft.ts';

interface DeskFootProps {
  readonly desk: Desk;
  /** Photos on their way. */
  readonly pending: number;
  readonly busy: boolean;
  readonly send: () => void;
}

/** The number in large type before anything is sent, with the sentence that is read out: number, by when, who, and then. */
export function DeskFoot({ desk, pending, busy, send }: DeskFootProps) {
  const t = useTexts(deskTexts);
  const a = useTexts(actTexts);
  const { draft } = desk;
  const number = draft.sameAs?.number ?? draft.number;
  return (
    <div className="cs-say">
      {number ? (
        <>
          <div>
            <p className="cs-quiet cs-small">{t(draft.sameAs ? 'readOutSame' : 'readOut')}</p>
            <output className="cs-no">{number}</output>
          </div>
          <ToSay desk={desk} number={number} />
        </>
      ) : (
        <p className="cs-quiet">{t('foot')}</p>
      )}
      <div className="cs-say-send">
        <ActButton next size="large" keyName="Ctrl+Enter" loading={busy} disabled={pending > 0} onClick={send}>
          {t(draft.file && desk.mayFile ? 'sendFile' : 'send')}
        </ActButton>
        {pending > 0 ? <p className="cs-quiet cs-small">{a('photosPending', { n: pending })}</p> : null}
      </div>
    </div>
  );
}

function ToSay({ desk, number }: { readonly desk: Desk; readonly number: string }) {
  const t = useTexts(deskTexts);
  const { shortTime } = useDates();
  const { draft, told, route } = desk;
  const digits = spoken(number, t('digits'));
  if (draft.sameAs) return <Sentence of={t('saySame', { number: digits })} strong={digits} />;
  const promise = told?.promise;
  const lead = route?.data?.items[0]?.unit.shortName;
  const unit = lead ? t('sayUnit', { unit: lead }) : '';
  const due = promise ? `${shortTime(promise.at)}${promise.provisional ? t('provisional') : ''}` : '';
  const by = promise ? t(promise.urgent ? 'byUrgent' : 'by', { due, unit }) : '';
  const after = t(draft.phone === '' ? 'sayAsk' : 'sayCall');
  return <Sentence of={t('sayNow', { number: digits, by, after })} strong={digits} />;
}

/** What is read out letter by letter stands out. */
export function Sentence({ of, strong }: { readonly of: string; readonly strong: string }) {
  const at = of.indexOf(strong);
  return (
    <p className="cs-sentence">
      {of.slice(0, at)}
      <b>{strong}</b>
      {of.slice(at + strong.length)}
    </p>
  );
}
