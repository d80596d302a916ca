import './figures.css';
import { Go } from '../../../ui/Go.tsx';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { keepAfterActs, useOperation } from '../../../ui/query.ts';
import { Asked, Empty } from '../../../ui/States.tsx';
import { getMeasure, listMeasures } from '../api.ts';
import { closingTexts } from './closing-text.ts';
import { useCorrectionCount } from './FrozenLine.tsx';
import { PeriodBar } from './PeriodBar.tsx';
import { type Period, periodOf, wordsOf } from './period.ts';
import { measureTexts } from './text.ts';
import { valueText } from './value.ts';

keepAfterActs(listMeasures);
type Meaning = AnswerOf<typeof listMeasures>['items'][number];

/** Every measure with its value of the period; each opens to its page. */
export function MeasuresPage() {
  const t = useTexts(measureTexts);
  const { query } = usePlace();
  const measures = useOperation(listMeasures, {});
  const period = periodOf(query);
  return (
    <>
      <PageHead title={t('measures')} note={t('measuresNote')}>
        <PeriodBar />
      </PageHead>
      <div className="tc-list">
        <Asked of={measures}>
          {measures.data?.items.length === 0 ? (
            <Empty title={t('measuresEmpty')} />
          ) : (
            <table className="tc-table tc-measures" aria-label={t('measures')}>
              <thead>
                <tr>
                  <th scope="col">{t('name')}</th>
                  <th scope="col" className="tc-right">
                    {t(`${period.span}Of`, { ...wordsOf(period) })}
                  </th>
                  <th scope="col">{t('means')}</th>
                </tr>
              </thead>
              <tbody>
                {measures.data?.items.map((measure) => (
                  <MeasureLine key={measure.id} measure={measure} period={period} unit={query.unit} />
                ))}
              </tbody>
            </table>
          )}
        </Asked>
      </div>
    </>
  );
}

function MeasureLine({ measure, period, unit }: { readonly measure: Meaning; readonly period: Period; readonly unit: string | undefined }) {
  const word = useWord();
  const closing = useTexts(closingTexts);
  const count = useCorrectionCount();
  const figure = useOperation(getMeasure, { measure: measure.id, from: period.from, to: period.to, unit });
  const href = `/work/figures/${measure.id}?${new URLSearchParams({ span: period.span, from: period.from, ...(unit ? { unit } : {}) }).toString()}`;
  return (
    <tr>
      <td>
        <Go href={href}>{word(measure.name)}</Go>
      </td>
      <td className="tc-right">
        {figure.data ? (
          <Go href={href} className="tc-figure">
            {valueText({ kind: measure.kind, value: figure.data.value })}
            {measure.kind === 'rate' || figure.data.value === null ? '' : ` ${word(measure.unit)}`}
          </Go>
        ) : (
          '…'
        )}
        {figure.data?.frozen ? (
          <small className="tc-hint tc-closed-mark">
            {closing('frozenMark')}
            {figure.data.corrections && figure.data.corrections.count > 0 ? (
              <>
                {' · '}
                <Go href={`${href}&show=corrections`}>{count(figure.data.corrections.count)}</Go>
              </>
            ) : null}
          </small>
        ) : null}
      </td>
      <td className="tc-wide tc-hint" title={word(measure.meaning)}>
        {word(measure.meaning)}
      </td>
    </tr>
  );
}
