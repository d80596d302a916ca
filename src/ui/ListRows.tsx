import { Checkbox } from 'antd';
import { Go } from './Go.tsx';
import { useTexts } from './i18n.ts';
import { type RowsProps, shownColumns } from './list.ts';
import { pressed } from './ListTable.tsx';
import { uiTexts } from './text.ts';

/** The list on a phone: the link and what stands beside it, then one line of the rest. */
export function ListRows<T>(props: RowsProps<T>) {
  const { rows, rowKey, current, label } = props;
  return (
    <ul className="tc-rows" aria-label={label}>
      {rows.map((row) => (
        <li key={rowKey(row)} data-row={rowKey(row)} className={rowKey(row) === current ? 'tc-on' : undefined}>
          <Row {...props} row={row} />
        </li>
      ))}
    </ul>
  );
}

function Row<T>(props: RowsProps<T> & { readonly row: T }) {
  const { row, rowKey, rowName, href, selected, toggle } = props;
  const t = useTexts(uiTexts);
  const [first, ...rest] = shownColumns(props).filter((column) => column.narrow !== 'hide');
  const of = (narrow: 'main' | 'side' | undefined) => rest.filter((column) => column.narrow === narrow);
  const head = first?.show(row);
  return (
    <>
      {toggle ? (
        <Checkbox
          aria-label={t('select', { name: rowName(row) })}
          checked={selected.includes(rowKey(row))}
          onChange={() => toggle(rowKey(row))}
        />
      ) : null}
      <div className="tc-rows-words">
        <div className="tc-rows-line">
          <span className="tc-rows-main">
            {href ? (
              <Go href={href(row)} data-open="" onClick={(event) => pressed(event, row, props)}>
                {head}
              </Go>
            ) : (
              <strong>{head}</strong>
            )}
            {of('main').map((column) => (
              <span key={column.key}>{column.show(row)}</span>
            ))}
          </span>
          {of('side').map((column) => (
            <span key={column.key} className="tc-rows-side">
              {column.show(row)}
            </span>
          ))}
        </div>
        <div className="tc-rows-rest">
          {of(undefined).map((column) => (
            // A bare number says nothing without its column's head.
            <span key={column.key}>
              {column.right && !column.saysItself ? `${column.title} ` : null}
              {column.show(row)}
            </span>
          ))}
        </div>
      </div>
    </>
  );
}
