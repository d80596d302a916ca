import type { ReactElement } from 'react';
import { useLocale, useTexts } from '../../../public/site.ts';
import { numberWord } from '../../../public/ticket.ts';
import { reportTexts } from '../text/report.ts';

/** The small sum for who has no scripts: asks in words, takes digits or words. */
export function Question({
  sum,
  number,
  wrong,
}: {
  readonly sum: readonly [number, number];
  readonly number?: number;
  readonly wrong?: boolean;
}): ReactElement {
  const t = useTexts(reportTexts);
  const word = numberWord[useLocale()];
  return (
    <div className={wrong ? 'step faulty stack' : 'step stack'}>
      <label htmlFor="answer">
        {number !== undefined && <span className="digit">{number}</span>}
        {t('question', { a: word(sum[0]), b: word(sum[1]) })}
      </label>
      {wrong && (
        <p className="msg" id="answer-fault">
          {t('questionWrong')}
        </p>
      )}
      <input
        className="field"
        id="answer"
        name="answer"
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        aria-describedby={wrong ? 'answer-fault answer-why' : 'answer-why'}
      />
      <p className="small" id="answer-why">
        {t('questionWhy')}
      </p>
    </div>
  );
}
