import { Button, Checkbox, Popover } from 'antd';
import { useTexts } from './i18n.ts';
import { Icon } from './icons.tsx';
import type { Column } from './list.ts';
import { uiTexts } from './text.ts';

interface ChooserProps {
  readonly columns: readonly Pick<Column<never>, 'key' | 'title'>[];
  readonly chosen: readonly string[];
  readonly choose: (keys: readonly string[] | null) => void;
}

/** Which columns a list shows. The first one, the link, always stays. */
export function ColumnChooser({ columns, chosen, choose }: ChooserProps) {
  const t = useTexts(uiTexts);
  const box = (
    <div className="tc-chooser">
      {columns.slice(1).map((column) => (
        <Checkbox
          key={column.key}
          checked={chosen.includes(column.key)}
          onChange={({ target }) => choose(target.checked ? [...chosen, column.key] : chosen.filter((key) => key !== column.key))}
        >
          {column.title}
        </Checkbox>
      ))}
      <Button size="small" onClick={() => choose(null)}>
        {t('columnsReset')}
      </Button>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" title={t('columnsTitle')} content={box}>
      <Button icon={<Icon name="columns" />}>{t('columns')}</Button>
    </Popover>
  );
}
