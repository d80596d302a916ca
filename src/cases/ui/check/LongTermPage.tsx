import { useMemo } from 'react';
import { cityDay, useDates } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { ColumnChooser } from '../../../ui/ColumnChooser.tsx';
import type { Column } from '../../../ui/list.ts';
import { ListView, useListColumns } from '../../../ui/ListView.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { usePages } from '../../../ui/query.ts';
import { StateTag } from '../../../ui/StateTag.tsx';
import { Empty } from '../../../ui/States.tsx';
import { listCases } from '../../api.ts';
import type { CaseRow } from '../answers.ts';
import '../cases.css';
import { useCaseColumns } from '../list/columns.tsx';
import { FilterBar } from '../list/FilterBar.tsx';
import { filtersOf } from '../list/filters.ts';
import { casePath } from '../places.ts';
import { listTexts } from '../text/list.ts';

/** What cannot be done for now, each with its lead unit and its day. */
export function LongTermPage() {
  const t = useTexts(listTexts);
  const place = usePlace();
  const asked = useMemo(() => ({ ...filtersOf(place.query), state: 'onLongTermList' }), [place.query]);
  const pages = usePages(listCases, asked);
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
  const { shown, chooser } = useListColumns('longTerm', columns);
  return (
    <div className="cs-page">
      <PageHead title={t('longTitle')} note={t('longNote')}>
        <ColumnChooser {...chooser} />
      </PageHead>
      <FilterBar hide={['state']} />
      <ListView
        name="longTerm"
        label={t('longTitle')}
        pages={pages}
        columns={columns}
        shown={shown}
        rowKey={(row) => row.id}
        rowName={(row) => `${row.number} ${row.title}`}
        href={(row) => casePath(row.id)}
        empty={<Empty title={t('longEmpty')} hint={t('longEmptyHint')} />}
      />
    </div>
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
