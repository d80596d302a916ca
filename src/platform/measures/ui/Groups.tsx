import { figureText } from '../../../ui/dates.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { usePlace } from '../../../ui/place.ts';
import { useOperation } from '../../../ui/query.ts';
import { Asked, Empty } from '../../../ui/States.tsx';
import { groupMeasure } from '../api.ts';
import type { Dimension, Meaning, Scope } from './scope.ts';
import { measureTexts } from './text.ts';
import { scaleOf, share, valueText } from './value.ts';

interface GroupsProps {
  readonly meaning: Meaning;
  readonly by: Exclude<Dimension, 'month' | 'day'>;
  readonly scope: Scope;
  readonly title: string;
}

/** The figure by unit, area, category or channel: parts, value, and a dot on one scale. A press narrows the page to it. */
export function Groups({ meaning, by, scope, title }: GroupsProps) {
  const t = useTexts(measureTexts);
  const word = useWord();
  const { setQuery } = usePlace();
  const groups = useOperation(groupMeasure, { measure: meaning.id, ...scope, by });
  const items = groups.data?.items ?? [];
  const rate = meaning.kind === 'rate';
  const [low, high] = scaleOf(
    meaning.kind,
    items.flatMap(({ value }) => (value === null ? [] : [value])),
  );
  const text = (value: number) => valueText({ kind: meaning.kind, value });
  return (
    <Asked of={groups} rows={5}>
      {items.length === 0 ? (
        <Empty title={t('recordsEmpty')} />
      ) : (
        <table className="tc-table tc-groups" aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{title}</th>
              {rate ? (
                <>
                  <th scope="col" className="tc-right">
                    {t('numerator')}
                  </th>
                  <th scope="col" className="tc-right">
                    {t('denominator')}
                  </th>
                </>
              ) : null}
              <th scope="col" className="tc-right">
                {word(meaning.unit)}
              </th>
              <th scope="col" className="tc-dot-head">
                {rate ? `${text(low)}–${text(high)}` : ''}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.key}>
                <td>
                  <button type="button" className="tc-link" onClick={() => setQuery({ [by]: item.key }, 'push')}>
                    {item.label}
                  </button>
                </td>
                {rate ? (
                  <>
                    <td className="tc-right">{figureText(item.numerator ?? 0)}</td>
                    <td className="tc-right">{figureText(item.denominator ?? 0)}</td>
                  </>
                ) : null}
                <td className="tc-right">{valueText({ kind: meaning.kind, value: item.value })}</td>
                <td>{item.value === null ? null : <Dot at={share(item.value, low, high)} bar={!rate} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Asked>
  );
}

/** A dot on a cut scale for rates, a bar from zero for counts; the number stands beside it. */
function Dot({ at, bar }: { readonly at: number; readonly bar: boolean }) {
  return (
    <span className={bar ? 'tc-bar' : 'tc-dot'} aria-hidden="true">
      <i style={bar ? { width: `${at * 100}%` } : { left: `${at * 100}%` }} />
    </span>
  );
}
