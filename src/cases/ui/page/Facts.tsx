import { useDates } from '../../../ui/dates.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { Part } from '../../../ui/RecordLayout.tsx';
import { limitUnits, requestKinds } from '../../schema/words.ts';
import type { CaseFull } from '../answers.ts';
import { pageTexts } from '../text/page.ts';

/** What is special about this case: request, question, long-term list, rating, plan, reasons. Nothing of it when it is not there. */
export function Facts({ view }: { readonly view: CaseFull }) {
  const t = useTexts(pageTexts);
  const word = useWord();
  const { shortTime, longDay } = useDates();
  const { request, longTerm, rating } = view;
  const lastReturn = view.returned.at(-1);
  return (
    <>
      {request ? (
        <Part title={t('request')}>
          <p>
            {t('requestWords', {
              by: request.by,
              at: shortTime(request.at),
              kind: word(requestKinds[request.kind]),
              extra: request.extra ? t('requestExtra', { n: request.extra.amount, unit: word(limitUnits[request.extra.unit]) }) : '',
              reason: request.reason,
            })}
          </p>
        </Part>
      ) : null}
      {view.questions.length > 0 ? (
        <Part title={t('questions')}>
          {view.questions.map((question) => (
            <p key={question.at}>
              {question.text} <span className="cs-quiet">{question.answer ?? t('questionWaiting')}</span>
            </p>
          ))}
        </Part>
      ) : null}
      {longTerm ? (
        <Part title={t('longTerm')}>
          <p>
            {t('longTermWords', {
              lead: longTerm.lead.name,
              day: longDay(longTerm.expected),
              reason: word(longTerm.reason.name),
              note: longTerm.note,
            })}
          </p>
        </Part>
      ) : null}
      {view.declineReason ? (
        <Part title={t('declined')}>
          <p>{word(view.declineReason.name)}</p>
          <p className="cs-quiet">{t('declinedTold', { text: word(view.declineReason.told) })}</p>
        </Part>
      ) : null}
      {lastReturn && view.state !== 'closed' ? (
        <Part title={t('lastReturn')}>
          <p>
            {t('lastReturnWords', {
              unit: lastReturn.unitName,
              at: shortTime(lastReturn.at),
              reason: word(lastReturn.reason.name),
              words: lastReturn.words,
            })}
          </p>
        </Part>
      ) : null}
      {view.plan ? (
        <Part title={t('plan')}>
          <p>{view.plan}</p>
        </Part>
      ) : null}
      {rating ? (
        <Part title={t('rating')}>
          <p>
            {t(rating.solved ? 'ratingSolved' : 'ratingNot')}
            {rating.satisfied ? ` · ${t('ratingSatisfied', { n: rating.satisfied })}` : ''}
          </p>
          {rating.words ? <p className="cs-quiet">{rating.words}</p> : null}
        </Part>
      ) : null}
    </>
  );
}
