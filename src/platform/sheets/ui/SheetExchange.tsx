import './sheets.css';
import { Button, Dropdown } from 'antd';
import { addressOf } from '../../../ui/call.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { useKept } from '../../../ui/memory.ts';
import { keepAfterActs, useOperation } from '../../../ui/query.ts';
import { downloadTemplate, exportSheet, listSheets } from '../api.ts';
import { ImportDialog } from './ImportDialog.tsx';
import type { Importing } from './importing.ts';
import { sheetTexts } from './text.ts';

keepAfterActs(listSheets);

/** The round trip of a page's lists by .xlsx: export, template, import. Nothing where the person's posts have no part in it. */
export function SheetExchange({ name: wanted }: { readonly name: string | readonly string[] }) {
  const t = useTexts(sheetTexts);
  const word = useWord();
  const answer = useOperation(listSheets, {});
  const [importing, setImporting] = useKept<Importing | null>(`import.${[wanted].flat().join('.')}`, null);
  const sheets = answer.data?.items.filter((each) => [wanted].flat().includes(each.name)) ?? [];
  if (sheets.length === 0) return null;
  const groups = sheets.map((sheet) => ({
    key: sheet.name,
    type: 'group' as const,
    label: word(sheet.title),
    children: [
      { key: `export ${sheet.name}`, label: t('export') },
      ...(sheet.mayImport
        ? [
            { key: `template ${sheet.name}`, label: t('template') },
            { key: `import ${sheet.name}`, label: t('import') },
          ]
        : []),
    ],
  }));
  const start = (key: string) => {
    const [act, name = ''] = key.split(' ');
    if (act === 'import') setImporting({ name });
    else location.assign(addressOf(act === 'export' ? exportSheet : downloadTemplate, { name }));
  };
  const opened = sheets.find((sheet) => sheet.name === importing?.name && sheet.mayImport);
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items: groups.length > 1 ? groups : groups[0]?.children, onClick: ({ key }) => start(key) }}>
        <Button icon={<Icon name="download" />}>
          {t('excel')} <Icon name="down" />
        </Button>
      </Dropdown>
      <Dialog open={opened !== undefined} title={t('title', { name: word(opened?.title) })} onClose={() => setImporting(null)} width={800}>
        {importing ? <ImportDialog importing={importing} keep={setImporting} close={() => setImporting(null)} /> : null}
      </Dialog>
    </>
  );
}
