import { useMemo } from 'react';
import { useTexts } from '../../../ui/i18n.ts';
import { ColumnChooser } from '../../../ui/ColumnChooser.tsx';
import { ListView, useListColumns } from '../../../ui/ListView.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { usePages } from '../../../ui/query.ts';
import { Empty } from '../../../ui/States.tsx';
import { listCases } from '../../api.ts';
import '../cases.css';
import { useCaseColumns } from '../list/columns.tsx';
import { FilterBar } from '../list/FilterBar.tsx';
import { filtersOf } from '../list/filters.ts';
import { casePath } from '../places.ts';
import { listTexts } from '../text/list.ts';

/** What was handed in and waits for somebody else's eyes, first due first. */
export function CheckQueuePage() {
  const t = useTexts(listTexts);
  const place = usePlace();
  const asked = useMemo(() => ({ ...filtersOf(place.query), state: 'handled', sort: 'due' as const }), [place.query]);
  const pages = usePages(listCases, asked, { every: 60_000 });
  const columns = useCaseColumns();
  const { shown, chooser } = useListColumns('checks', columns);
  return (
    <div className="cs-page">
      <PageHead title={t('checkTitle')} note={t('checkNote')}>
        <ColumnChooser {...chooser} />
      </PageHead>
      <FilterBar hide={['state']} />
      <ListView
        name="checks"
        label={t('checkTitle')}
        pages={pages}
        columns={columns}
        shown={shown}
        rowKey={(row) => row.id}
        rowName={(row) => `${row.number} ${row.title}`}
        href={(row) => casePath(row.id)}
        empty={<Empty title={t('checkEmpty')} hint={t('checkEmptyHint')} />}
      />
    </div>
  );
}
