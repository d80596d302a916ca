import { useMemo } from 'react';
import { cityDay, useDates } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import type { Column } from '../../../ui/list.ts';
import { StateTag } from '../../../ui/StateTag.tsx';
import { Empty } from '../../../ui/States.tsx';
import type { CaseRow } from '../answers.ts';
import { useCaseColumns } from '../list/columns.tsx';
import { listTexts } from '../text/list.ts';
import { CasesInState } from './CasesInState.tsx';

/** What cannot be done for now, each with its lead unit and its day. */
export function LongTermPage() {
  const t = useTexts(listTexts);
  const usual = useCaseColumns();
  const columns = useMemo(() => {
    const expected: Column<CaseRow> = {
      key: 'expected',
      title: t('longExpected'),
      right: true,
      narrow: 'side',
      show: (row) => <Expected day={row.longTermExpected} />,
    };
    return [...usual.filter((column) => !['left', 'due', 'expected', 'state'].includes(column.key)), expected];
  }, [usual, t]);
  return (
    <CasesInState
      name="longTerm"
      title={t('longTitle')}
      note={t('longNote')}
      state="onLongTermList"
      sort="expected"
      columns={columns}
      empty={<Empty title={t('longEmpty')} hint={t('longEmptyHint')} />}
    />
  );
}

function Expected({ day }: { readonly day: string | null }) {
  const t = useTexts(listTexts);
  const { longDay } = useDates();
  if (!day) return null;
  if (day >= cityDay()) return longDay(day);
  return (
    <StateTag tone="over" icon="over">
      {longDay(day)} · {t('longLate')}
    </StateTag>
  );
}
