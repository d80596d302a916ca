import { Checkbox } from 'antd';
import { Go } from './Go.tsx';
import { useTexts } from './i18n.ts';
import { type RowsProps, shownColumns } from './list.ts';
import { pressed } from './ListTable.tsx';
import { uiTexts } from './text.ts';

/** The list on a phone: the link and what stands beside it, then one line of the rest. */
export function ListRows<T>(props: RowsProps<T>) {
  const { rows, rowKey, rowName, href, current, selected, toggle, label } = props;
  const t = useTexts(uiTexts);
  const columns = shownColumns(props).filter((column) => column.narrow !== 'hide');
  const [first, ...rest] = columns;
  const main = rest.filter((column) => column.narrow === 'main');
  const side = rest.filter((column) => column.narrow === 'side');
  const others = rest.filter((column) => column.narrow === undefined);
  return (
    <ul className="tc-rows" aria-label={label}>
      {rows.map((row) => (
        <li key={rowKey(row)} data-row={rowKey(row)} className={rowKey(row) === current ? 'tc-on' : undefined} onClick={(event) => pressed(event, row, props)}>
          {toggle ? <Checkbox aria-label={t('select', { name: rowName(row) })} checked={selected.includes(rowKey(row))} onChange={() => toggle(rowKey(row))} /> : null}
          <div className="tc-rows-words">
            <div className="tc-rows-line">
              <span className="tc-rows-main">
                {first ? href ? <Go href={href(row)} data-open="">{first.show(row)}</Go> : <strong>{first.show(row)}</strong> : null}
                {main.map((column) => (
                  <span key={column.key}>{column.show(row)}</span>
                ))}
              </span>
              {side.map((column) => (
                <span key={column.key} className="tc-rows-side">
                  {column.show(row)}
                </span>
              ))}
            </div>
            <div className="tc-rows-rest">
              {others.map((column) => (
                <span key={column.key}>{column.show(row)}</span>
              ))}
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
