import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import { ActButton } from '../../../ui/ActButton.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { useKeys } from '../../../ui/keys.ts';
import { ColumnChooser } from '../../../ui/ColumnChooser.tsx';
import { useListColumns } from '../../../ui/ListView.tsx';
import { useNarrow } from '../../../ui/narrow.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useOperation, usePages } from '../../../ui/query.ts';
import { Empty } from '../../../ui/States.tsx';
import { countCases, listCases } from '../../api.ts';
import '../cases.css';
import '../desk.css';
import { CaseRows } from '../list/CaseRows.tsx';
import { useCaseColumns } from '../list/columns.tsx';
import { FilterBar } from '../list/FilterBar.tsx';
import { filtersOf, inForce, without } from '../list/filters.ts';
import { listTexts } from '../text/list.ts';
import { inboxTexts } from '../text/inbox.ts';
import { AcceptMany } from './AcceptMany.tsx';
import { InboxPanel } from './InboxPanel.tsx';
import { inboxAsked, inboxCount, type InboxTab, inboxTabOf, inboxTabs } from './tabs.ts';
import { useUnits } from './useUnits.ts';

/** The tab and the unit are chosen above; the filters are for the rest. */
const hidden = ['state', 'unit'] as const;

/** A unit's cases, first due first, with the acts beside the list. */
export function InboxPage() {
  const t = useTexts(inboxTexts);
  const place = usePlace();
  const narrow = useNarrow();
  const units = useUnits();
  const unit = units.find((each) => each.id === place.query.unit) ?? units[0];
  const tab = inboxTabOf(place.query.tab);
  const asked = useMemo(() => ({ ...filtersOf(place.query), ...inboxAsked(tab, unit?.id) }), [place.query, tab, unit?.id]);
  const filter = useFilter();
  const pages = usePages(listCases, asked, { every: 60_000 });
  const counts = useOperation(countCases, { unit: unit?.id }, { every: 60_000 });
  const columns = useCaseColumns().filter((column) => column.key !== 'unit');
  const { shown, chooser } = useListColumns('inbox', columns);
  const [current, setCurrent] = useState<string | null>(null);
  const seen = pages.items.some((row) => row.id === current) ? current : (pages.items[0]?.id ?? null);
  const data = counts.data;
  return (
    <div className="cs-page">
      <PageHead
        title={unit ? t('title', { unit: unit.name }) : t('titleOwn')}
        note={data ? t('note', { open: inboxCount('all', data), overdue: data.overdue.value, today: data.dueToday.value }) : ''}
      >
        {units.length > 1 ? (
          <Select
            aria-label={t('unit')}
            value={unit?.id}
            options={units.map((each) => ({ value: each.id, label: each.name }))}
            onChange={(id) => place.setQuery({ unit: id })}
          />
        ) : null}
        <FilterButton filter={filter} />
        <ColumnChooser {...chooser} />
      </PageHead>
      <nav className="cs-tabs" aria-label={t('titleOwn')}>
        {inboxTabs.map((each) => (
          <button
            key={each}
            type="button"
            aria-current={each === tab ? 'page' : undefined}
            onClick={() => place.setQuery({ tab: each === 'all' ? undefined : each })}
          >
            {t(each)} {data ? inboxCount(each, data) : ''}
          </button>
        ))}
      </nav>
      {filter.shown ? <FilterBar hide={hidden} begin={filter.opened} /> : null}
      <div className={`cs-split${seen && !narrow ? '' : ' cs-split-one'}`}>
        <CaseRows
          name={`inbox.${tab}`}
          label={t(tab)}
          pages={pages}
          columns={columns}
          shown={shown}
          onCurrent={(row) => setCurrent(row?.id ?? null)}
          acts={tab === 'all' || tab === 'assigned' ? (rows, clear) => <AcceptMany rows={rows} done={clear} /> : undefined}
          selectKey=" "
          total={data && !filter.inForce ? inboxCount(tab, data) : null}
          empty={<EmptyTab tab={tab} filtered={filter.inForce} />}
        />
        {seen && !narrow ? <InboxPanel key={seen} caseId={seen} /> : null}
      </div>
    </div>
  );
}

/** The filters stand there when they were opened, and as long as one is in force. */
function useFilter() {
  const { query } = usePlace();
  const [opened, setOpened] = useState(false);
  const filtered = inForce(query, hidden).length > 0;
  const shown = opened || filtered;
  useKeys([{ key: 'f', run: () => setOpened(true) }], { off: shown });
  return { inForce: filtered, opened, shown, press: () => setOpened(!opened) };
}

function FilterButton({ filter: { shown, press } }: { readonly filter: ReturnType<typeof useFilter> }) {
  const t = useTexts(listTexts);
  return (
    <ActButton keyName="f" icon={<Icon name="filter" />} aria-expanded={shown} onClick={press}>
      {t('filters')}
    </ActButton>
  );
}

function EmptyTab({ tab, filtered }: { readonly tab: InboxTab; readonly filtered: boolean }) {
  const t = useTexts(inboxTexts);
  const l = useTexts(listTexts);
  const place = usePlace();
  if (filtered)
    return (
      <Empty title={l('emptyFiltered')} hint={l('emptyFilteredHint')}>
        <Button onClick={() => place.setQuery(without(hidden))}>{l('clear')}</Button>
      </Empty>
    );
  if (tab === 'all') return <Empty title={t('emptyAll')} hint={t('emptyAllHint')} />;
  return <Empty title={t(tab === 'assisting' ? 'emptyAssisting' : 'emptyTab')} />;
}
