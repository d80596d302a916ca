import { useDates } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { isEnd } from '../../rules/transitions.ts';
import { deskTexts } from '../text/desk.ts';
import type { Desk } from './useDraft.ts';

const held = { own: 'heldOwn', around: 'heldAround', vacant: 'heldVacant' } as const;
const MOST = 2;

/** What may be told to who is on the line without asking anybody: who answers there, and what is worked on until when. */
export function TellAtOnce({ desk }: { readonly desk: Desk }) {
  const t = useTexts(deskTexts);
  const { shortTime } = useDates();
  const { told, similar } = desk;
  const answering = told?.answering;
  const worked = (similar.data?.items ?? []).filter(({ sameCategory, state }) => sameCategory && !isEnd(state)).slice(0, MOST);
  if (!answering && worked.length === 0) return null;
  const unit = answering?.unit;
  return (
    <section className="cs-tell" aria-live="polite">
      <h2 className="cs-label">{t('tellAtOnce')}</h2>
      {answering ? (
        <p>
          {t(held[answering.held], { area: answering.area, by: answering.by ?? '' })}
          {unit ? t(unit.phone ? 'turnToPhone' : 'turnTo', { unit: unit.name, phone: unit.phone ?? '' }) : ''}
        </p>
      ) : null}
      {worked.map(({ id, number, unitName, promisedAt }) => (
        <p key={id}>
          {t(unitName ? 'workedBy' : 'workedOn', { number, unit: unitName ?? '' })}
          {promisedAt ? t('workedUntil', { due: shortTime(promisedAt) }) : t('workedOpen')}
        </p>
      ))}
    </section>
  );
}
