import { getMeasure } from '../../platform/measures/api.ts';
import { cityDay } from '../../ui/dates.ts';
import { Figure } from '../../ui/Figure.tsx';
import { Go } from '../../ui/Go.tsx';
import { useTexts } from '../../ui/i18n.ts';
import { useOperation } from '../../ui/query.ts';
import { useSession } from '../../ui/session.ts';
import { StateTag } from '../../ui/StateTag.tsx';
import { listCases } from '../api.ts';
import { type CaseState as State, caseStates } from '../schema/words.ts';
import type { CaseRow } from './answers.ts';
import { CaseState } from './CaseState.tsx';
import { CaseTime } from './CaseTime.tsx';
import { areaCaseTexts } from './text/area.ts';

const settled: readonly State[] = ['closed', 'declined', 'merged'];
const open = (Object.keys(caseStates) as State[]).filter((state) => !settled.includes(state));
const SHOWN = 5;
/** What is open in an area, what is due first before the rest, and what was verified there this year. */
export function AreaCases({ areaId }: { readonly areaId: string }) {
  const t = useTexts(areaCaseTexts);
  const session = useSession();
  const may = session.may('cases.view');
  const cases = useOperation(listCases, { area: areaId, state: open, sort: 'due', limit: SHOWN + 1 }, { enabled: may, fresh: true });
  const year = cityDay().slice(0, 4);
  const fixed = useOperation(
    getMeasure,
    { measure: 'cases.fixed', from: `${year}-01-01`, to: cityDay(), area: areaId },
    { enabled: may, fresh: true },
  );
  if (!may || !cases.data) return null;
  const { items } = cases.data;
  return (
    <section className="cs-area">
      <h3>{t(items.length === 0 ? 'noneOpen' : items.length > SHOWN ? 'openFirst' : 'open', { n: Math.min(items.length, SHOWN) })}</h3>
      <ul className="tc-lines">
        {items.slice(0, SHOWN).map((row) => (
          <CaseLine key={row.id} row={row} />
        ))}
      </ul>
      {items.length > SHOWN ? <Go href={`/work/cases?area=${areaId}&state=${open.join(',')}&sort=due`}>{t('all')}</Go> : null}
      <h3>{t('thisYear')}</h3>
      <ul className="tc-lines">
        <li>
          <span>{t('fixed')}</span>
          <Figure href={`/work/figures/cases.fixed?span=year&area=${areaId}`} unit={t('cases')}>
            {fixed.data?.value ?? '—'}
          </Figure>
        </li>
      </ul>
    </section>
  );
}

function CaseLine({ row }: { readonly row: CaseRow }) {
  const t = useTexts(areaCaseTexts);
  const late = row.remainingMinutes !== null && row.remainingMinutes < 0;
  return (
    <li>
      <Go href={`/work/cases/${row.id}`}>{row.title}</Go>
      {late ? (
        <CaseTime of={row} short />
      ) : row.longTermExpected ? (
        <StateTag tone="calm" icon="pause">
          {t('longTerm', { day: row.longTermExpected })}
        </StateTag>
      ) : (
        <CaseState state={row.state} outcome={row.outcome} />
      )}
    </li>
  );
}
