import { useEffect, useRef } from 'react';
import type { Column, ListViewProps } from './list.ts';
import { useTexts } from './i18n.ts';
import { useKeys } from './keys.ts';
import { leaveTrail, useColumns, useKept, useKeptScroll } from './memory.ts';
import { useNarrow } from './narrow.ts';
import { usePlace } from './place.ts';
import { ListFoot } from './ListFoot.tsx';
import { ListRows } from './ListRows.tsx';
import { ListTable } from './ListTable.tsx';
import { Loading, ProblemLine } from './States.tsx';
import { uiTexts } from './text.ts';

/** Columns of a list with the person's choice; hand `chooser` to `ColumnChooser` and `shown` to the list. */
export function useListColumns<T>(name: string, columns: readonly Column<T>[]) {
  const usual = columns.filter((column) => !column.extra).map((column) => column.key);
  const [shown, choose] = useColumns(name, usual);
  return { shown, chooser: { columns, chosen: shown, choose } };
}

/** A list: keyset pages, keys, selection, states; rows as a table or, on a phone, as two lines. */
export function ListView<T>(props: ListViewProps<T>) {
  const { pages, rowKey, href, onCurrent, acts, name } = props;
  const t = useTexts(uiTexts);
  const place = usePlace();
  const narrow = useNarrow();
  const here = `${name}${place.path}?${new URLSearchParams(place.query).toString()}`;
  const [kept, setCurrent] = useKept<string | null>(`${here}.row`, null);
  const [selected, setSelected] = useKept<readonly string[]>(`${here}.selected`, []);
  const { box, onScroll } = useKeptScroll(here, pages.items.length > 0);
  const rows = pages.items;
  const [first] = rows;
  // What stands beside the list is of its first row, until another one is chosen; the row shows that.
  const begins = props.onCurrent && first ? rowKey(first) : null;
  const current = rows.some((row) => rowKey(row) === kept) ? kept : begins;
  const at = rows.findIndex((row) => rowKey(row) === current);
  const currentRow = rows[at];
  const tellCurrent = useRef(onCurrent);
  useEffect(() => {
    tellCurrent.current = onCurrent;
  });
  useEffect(() => tellCurrent.current?.(currentRow), [currentRow]);
  const moveTo = (index: number) => {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    if (!row) return;
    setCurrent(rowKey(row));
    box.current?.querySelector(`[data-row="${CSS.escape(rowKey(row))}"]`)?.scrollIntoView({ block: 'nearest' });
    if (index >= rows.length - 5) pages.more?.();
  };
  const open = (row: T) => {
    if (!href) return;
    leaveTrail({ list: `${place.path}${location.search}`, hrefs: rows.map(href), total: props.total ?? null });
    place.go(href(row));
  };
  const toggle = (key: string) => setSelected(selected.includes(key) ? selected.filter((each) => each !== key) : [...selected, key]);
  useKeys([
    { key: 'j', shown: 'j k', words: t('keyUpDown'), run: () => moveTo(at + 1) },
    { key: 'k', run: () => moveTo(at - 1) },
    { key: 'Enter', words: href ? t('keyOpen') : undefined, run: () => currentRow && open(currentRow), off: !href },
    {
      key: props.selectKey ?? 'x',
      words: acts ? t('keySelect') : undefined,
      run: () => currentRow && toggle(rowKey(currentRow)),
      off: !acts,
    },
  ]);
  const chosen = rows.filter((row) => selected.includes(rowKey(row)));
  const shared = { ...props, rows, current, select: setCurrent, selected, toggle: acts ? toggle : undefined, setSelected, open };
  return (
    <div className="tc-list" ref={box} onScroll={onScroll}>
      {pages.problem ? <ProblemLine problem={pages.problem} again={pages.again} /> : null}
      {acts && chosen.length > 0 ? (
        <div className="tc-bulk" role="toolbar" aria-label={t('selected', { n: chosen.length })}>
          <span>{t('selected', { n: chosen.length })}</span>
          {acts(chosen, () => setSelected([]))}
        </div>
      ) : null}
      {pages.loading ? <Loading rows={10} /> : null}
      {!pages.loading && rows.length === 0 && !pages.problem ? props.empty : null}
      {rows.length > 0 ? narrow ? <ListRows {...shared} /> : <ListTable {...shared} /> : null}
      {rows.length > 0 ? (
        <ListFoot count={rows.length} total={props.total} more={pages.more} loading={pages.loadingMore} root={box} />
      ) : null}
    </div>
  );
}
