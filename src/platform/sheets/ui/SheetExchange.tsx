import './sheets.css';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { addressOf } from '../../../ui/call.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { keepAfterActs, useOperation } from '../../../ui/query.ts';
import { downloadTemplate, exportSheet, listSheets } from '../api.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { sheetTexts } from './text.ts';

keepAfterActs(listSheets);

/** The round trip of one list by .xlsx: template, export, import. Nothing where the person's posts have no part in it. */
export function SheetExchange({ name }: { readonly name: string }) {
  const t = useTexts(sheetTexts);
  const word = useWord();
  const sheets = useOperation(listSheets, {});
  const [importing, setImporting] = useState(false);
  const sheet = sheets.data?.items.find((each) => each.name === name);
  if (!sheet) return null;
  const title = word(sheet.title);
  const items = [
    { key: 'export', label: t('export') },
    ...(sheet.mayImport ? [{ key: 'template', label: t('template') }, { key: 'import', label: t('import') }] : []),
  ];
  const start = (key: string) => {
    if (key === 'import') setImporting(true);
    else location.assign(addressOf(key === 'export' ? exportSheet : downloadTemplate, { name }));
  };
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => start(key) }}>
        <Button icon={<Icon name="download" />}>
          {t('excel')} <Icon name="down" />
        </Button>
      </Dropdown>
      <Dialog open={importing} title={t('title', { name: title })} onClose={() => setImporting(false)} width={800}>
        {importing ? <ImportDialog name={name} close={() => setImporting(false)} /> : null}
      </Dialog>
    </>
  );
}
