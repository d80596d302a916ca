import { Checkbox } from 'antd';
import type { MouseEvent } from 'react';
import { Go } from './Go.tsx';
import { useTexts } from './i18n.ts';
import { Icon } from './icons.tsx';
import { type Column, type RowsProps, shownColumns } from './list.ts';
import { usePlace } from './place.ts';
import { uiTexts } from './text.ts';

/** A press on a row selects it; on a link inside it, the link acts (and a plain press keeps the trail). */
export function pressed<T>(event: MouseEvent, row: T, { open, select, rowKey, href }: RowsProps<T>): void {
  select(rowKey(row));
  const link = event.target instanceof Element && event.target.closest('a[data-open]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !href) return;
  event.preventDefault();
  open(row);
}

export function ListTable<T>(props: RowsProps<T>) {
  const { rows, rowKey, current, selected, toggle, setSelected, label } = props;
  const t = useTexts(uiTexts);
  const columns = shownColumns(props);
  const all = rows.length > 0 && rows.every((row) => selected.includes(rowKey(row)));
  return (
    <table className="tc-table" aria-label={label}>
      <thead>
        <tr>
          {toggle ? (
            <th className="tc-tick">
              <Checkbox
                aria-label={t('selectAll')}
                checked={all}
                indeterminate={!all && selected.length > 0}
                onChange={() => setSelected(all ? [] : rows.map(rowKey))}
              />
            </th>
          ) : null}
          {columns.map((column) => (
            <HeadCell key={column.key} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TableRow
            key={rowKey(row)}
            {...props}
            row={row}
            columns={columns}
            on={rowKey(row) === current}
            ticked={selected.includes(rowKey(row))}
          />
        ))}
      </tbody>
    </table>
  );
}

function HeadCell<T>({ column }: { readonly column: Column<T> }) {
  const t = useTexts(uiTexts);
  const place = usePlace();
  const [by, way] = (place.query.sort ?? '').split('.');
  const sorted = column.sort !== undefined && by === column.sort;
  const order = sorted ? (way === 'desc' ? 'descending' : 'ascending') : undefined;
  return (
    <th className={column.right ? 'tc-right' : undefined} aria-sort={order} scope="col">
      {column.sort ? (
        <button
          type="button"
          className="tc-sort"
          aria-label={t('sortBy', { name: column.title })}
          onClick={() => place.setQuery({ sort: sorted && way !== 'desc' ? `${column.sort}.desc` : column.sort })}
        >
          {column.title}
          {sorted ? <Icon name={way === 'desc' ? 'down' : 'up'} /> : null}
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}

interface TableRowProps<T> extends Omit<RowsProps<T>, 'columns'> {
  readonly row: T;
  readonly columns: readonly Column<T>[];
  readonly on: boolean;
  readonly ticked: boolean;
}

function TableRow<T>(props: TableRowProps<T>) {
  const { row, columns, on, ticked, toggle, rowKey, rowName, href } = props;
  const t = useTexts(uiTexts);
  return (
    <tr className={on ? 'tc-on' : undefined} data-row={rowKey(row)} onClick={(event) => pressed(event, row, props)}>
      {toggle ? (
        <td className="tc-tick">
          <Checkbox aria-label={t('select', { name: rowName(row) })} checked={ticked} onChange={() => toggle(rowKey(row))} />
        </td>
      ) : null}
      {columns.map((column, index) => {
        const shown = column.show(row);
        const place = `${column.right ? 'tc-right' : ''}${column.wide ? ' tc-wide' : ''}`;
        return (
          <td key={column.key} className={place || undefined} title={column.wide && typeof shown === 'string' ? shown : undefined}>
            {index === 0 && href ? (
              <Go href={href(row)} data-open="">
                {shown}
              </Go>
            ) : (
              shown
            )}
          </td>
        );
      })}
    </tr>
  );
}
