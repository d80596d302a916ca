import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useOperation } from '../../../ui/query.ts';
import { Asked } from '../../../ui/States.tsx';
import { groupMeasure } from '../api.ts';
import { type Period, yearTo } from './period.ts';
import type { Meaning, Scope } from './scope.ts';
import { measureTexts } from './text.ts';
import { scaleOf, share, valueText } from './value.ts';

const WIDTH = 520;
const HEIGHT = 108;
const INSET = 24;

interface MonthLineProps {
  readonly meaning: Meaning;
  readonly period: Period;
  readonly scope: Scope;
}

/** Twelve months up to the period: a line with its values printed, no axes. */
export function MonthLine({ meaning, period, scope }: MonthLineProps) {
  const t = useTexts(measureTexts);
  const word = useWord();
  const months = useOperation(groupMeasure, { measure: meaning.id, ...scope, ...yearTo(period), by: 'month' });
  const items = (months.data?.items ?? []).toSorted((a, b) => a.key.localeCompare(b.key));
  const [low, high] = scaleOf(
    meaning.kind,
    items.flatMap(({ value }) => (value === null ? [] : [value])),
  );
  const points = items.flatMap((item, index) => {
    if (item.value === null) return [];
    const x = INSET + (items.length > 1 ? (index / (items.length - 1)) * (WIDTH - 2 * INSET) : (WIDTH - 2 * INSET) / 2);
    return [
      { ...item, x, y: HEIGHT - 30 - share(item.value, low, high) * (HEIGHT - 54), last: index === items.length - 1, value: item.value },
    ];
  });
  return (
    <div className="tc-months">
      <h2>{t('byMonth')}</h2>
      <Asked of={months} rows={3}>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          role="img"
          aria-label={`${t('chart', { name: word(meaning.name) })}：${points.map((point) => `${point.label} ${valueText({ kind: meaning.kind, value: point.value })}`).join('，')}`}
        >
          <polyline points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
          {points.map((point) => (
            <g key={point.key}>
              <circle cx={point.x} cy={point.y} r={point.last ? 4 : 2.5} />
              <text x={point.x} y={point.y - 9} className={point.last ? 'tc-last' : undefined}>
                {short(meaning.kind, point.value)}
              </text>
              <text x={point.x} y={HEIGHT - 4} className="tc-month">
                {Number(point.key.slice(5, 7)) || point.label}
              </text>
            </g>
          ))}
        </svg>
      </Asked>
    </div>
  );
}

const short = (kind: Meaning['kind'], value: number) => (kind === 'rate' ? (value * 100).toFixed(1) : valueText({ kind, value }));
