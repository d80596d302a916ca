import { useTexts, useWord } from '../../../ui/i18n.ts';
import { LinePicture } from '../../../ui/LinePicture.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useOperation } from '../../../ui/query.ts';
import { Asked } from '../../../ui/States.tsx';
import { groupMeasure } from '../api.ts';
import { type Period, yearTo } from './period.ts';
import type { Meaning, Scope } from './scope.ts';
import { measureTexts } from './text.ts';
import { scaleOf, valueText } from './value.ts';

interface MonthLineProps {
  readonly meaning: Meaning;
  readonly period: Period;
  readonly scope: Scope;
}

/** Twelve months up to the period: a line, and under it each month with its value, which opens that month. */
export function MonthLine({ meaning, period, scope }: MonthLineProps) {
  const t = useTexts(measureTexts);
  const word = useWord();
  const { setQuery } = usePlace();
  const months = useOperation(groupMeasure, { measure: meaning.id, ...scope, ...yearTo(period), by: 'month' });
  const items = (months.data?.items ?? []).toSorted((a, b) => a.key.localeCompare(b.key));
  const values = items.map(({ value }) => value);
  const [low, high] = scaleOf(
    meaning.kind,
    values.filter((value) => value !== null),
  );
  const meant = items.findIndex(({ key }) => period.span === 'month' && period.from.startsWith(key));
  return (
    <div className="tc-months">
      <h2>{t('byMonth')}</h2>
      <Asked of={months} rows={3}>
        <LinePicture values={values} low={low} high={high} at={meant} />
        <ol aria-label={t('chart', { name: word(meaning.name) })}>
          {items.map((item, index) => (
            <li key={item.key}>
              <button
                type="button"
                className="tc-month"
                title={`${item.label} ${valueText({ kind: meaning.kind, value: item.value })}`}
                aria-current={index === meant ? 'true' : undefined}
                onClick={() => setQuery({ span: 'month', from: `${item.key}-01` }, 'push')}
              >
                <span>{short(meaning.kind, item.value)}</span>
                <small>{Number(item.key.slice(5, 7)) || item.label}</small>
              </button>
            </li>
          ))}
        </ol>
      </Asked>
    </div>
  );
}

const short = (kind: Meaning['kind'], value: number | null) => valueText({ kind, value }).replace('%', '');
