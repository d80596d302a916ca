import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useOperation } from '../../../ui/query.ts';
import { listCategories } from '../../api/settings.ts';
import { clockNames, type ClockName, type Limit, limitUnits } from '../../schema/words.ts';
import type { PolicyRow } from '../answers.ts';
import { caseTexts } from '../text.ts';
import { settingsTexts } from '../text/settings.ts';

const clocks = Object.keys(clockNames) as readonly ClockName[];

/** Every limit of a version: what holds in general first, then what differs by category; what does not differ is quiet. */
export function LimitsTable({ policy }: { readonly policy: Pick<PolicyRow, 'version' | 'defaults' | 'byCategory'> }) {
  const t = useTexts(settingsTexts);
  const c = useTexts(caseTexts);
  const word = useWord();
  const categories = useOperation(listCategories, { all: 'true' });
  const nameOf = (code: string) => word(categories.data?.items.find((category) => category.code === code)?.name ?? { zh: code, en: code });
  const words = (limit: Limit) => c('limitWords', { n: limit.amount, unit: word(limitUnits[limit.unit]) });
  return (
    <table className="tc-table tc-stacks cs-limits" aria-label={t('limitsTable', { n: policy.version })}>
      <thead>
        <tr>
          <th scope="col">{c('category')}</th>
          {clocks.map((clock) => (
            <th key={clock} scope="col" className="tc-right">
              {word(clockNames[clock])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr className="cs-class">
          <td>{t('defaults')}</td>
          {clocks.map((clock) => (
            <td key={clock} className="tc-right" data-name={word(clockNames[clock])}>
              {words(policy.defaults[clock])}
            </td>
          ))}
        </tr>
        {Object.entries(policy.byCategory).map(([code, limits]) => (
          <tr key={code}>
            <td>{nameOf(code)}</td>
            {clocks.map((clock) => {
              const own = limits[clock];
              return (
                <td key={clock} className={own ? 'tc-right' : 'tc-right cs-quiet'} data-name={word(clockNames[clock])}>
                  {words(own ?? policy.defaults[clock])}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
