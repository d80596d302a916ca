import { Button } from 'antd';
import { useMemo } from 'react';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { ColumnChooser } from '../../../ui/ColumnChooser.tsx';
import { useListColumns } from '../../../ui/ListView.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useOperation, usePages } from '../../../ui/query.ts';
import { useSession } from '../../../ui/session.ts';
import { Empty } from '../../../ui/States.tsx';
import { countCases, listCases } from '../../api.ts';
import '../cases.css';
import { listTexts } from '../text/list.ts';
import { BulkDispatch } from './BulkDispatch.tsx';
import { CaseRows } from './CaseRows.tsx';
import { useCaseColumns } from './columns.tsx';
import { ExportButton } from './ExportButton.tsx';
import { FilterBar } from './FilterBar.tsx';
import { filtersOf, inForce, without } from './filters.ts';
import { SavedViews } from './SavedViews.tsx';

/** All cases that the person may see; filters, views, export, dispatch of several. */
export function CaseListPage() {
  const t = useTexts(listTexts);
  const place = usePlace();
  const session = useSession();
  const asked = useMemo(() => filtersOf(place.query), [place.query]);
  const pages = usePages(listCases, asked);
  const columns = useCaseColumns();
  const { shown, chooser } = useListColumns('cases', columns);
  const filtered = inForce(place.query).length > 0;
  return (
    <div className="cs-page">
      <PageHead title={t('title')} note={<OpenNote />}>
        <SavedViews columns={shown} chooseColumns={chooser.choose} />
        <ColumnChooser {...chooser} />
        {session.may('cases.export') ? <ExportButton asked={asked} columns={shown} /> : null}
        {session.may('cases.report') ? (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => place.go('/work/cases/new')}>
            {t('report')}
          </Button>
        ) : null}
      </PageHead>
      <FilterBar />
      <CaseRows
        name="cases"
        label={t('title')}
        pages={pages}
        columns={columns}
        shown={shown}
        acts={session.may('cases.dispatch') ? (rows, clear) => <BulkDispatch rows={rows} done={clear} /> : undefined}
        empty={
          filtered ? (
            <Empty title={t('emptyFiltered')} hint={t('emptyFilteredHint')}>
              <Button onClick={() => place.setQuery(without())}>{t('clear')}</Button>
            </Empty>
          ) : (
            <Empty title={t('emptyTitle')} hint={t('emptyHint')} />
          )
        }
      />
    </div>
  );
}

function OpenNote() {
  const t = useTexts(listTexts);
  const { data } = useOperation(countCases, {}, { every: 60_000 });
  if (!data) return null;
  const overdue = data.overdue.more ? t('plus', { n: data.overdue.value }) : data.overdue.value;
  return data.overdue.value > 0 ? t('openNote', { open: data.open, overdue }) : t('openOnly', { open: data.open });
}
