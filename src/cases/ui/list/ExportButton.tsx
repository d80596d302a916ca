import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { SentBy } from '../../../kernel/operation.ts';
import { addressOf, CallProblem } from '../../../ui/call.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { say } from '../../../ui/SaidLine.tsx';
import { exportCases } from '../../api.ts';
import { listTexts } from '../text/list.ts';
import { download, sizeWords } from './download.ts';

/** Exports the list as it is filtered, of any size; shows how much has come and can be stopped. */
export function ExportButton({ asked, columns }: { readonly asked: SentBy<typeof exportCases>; readonly columns: readonly string[] }) {
  const t = useTexts(listTexts);
  const [bytes, setBytes] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  const run = async () => {
    stop.current = new AbortController();
    setBytes(0);
    try {
      const done = await download(
        addressOf(exportCases, { ...asked, columns: columns.join(',') }),
        'cases.xlsx',
        setBytes,
        stop.current.signal,
      );
      say(t('exportDone', { name: done.name, size: sizeWords(done.bytes) }));
    } catch (error) {
      say(error instanceof CallProblem ? t('exportFailed', { why: error.title }) : t('exportStopped'));
    }
    setBytes(null);
  };
  if (bytes === null) {
    return (
      <Button icon={<Icon name="download" />} onClick={() => void run()}>
        {t('export')}
      </Button>
    );
  }
  return (
    <span className="cs-export">
      <Progress share={null} words={t('exportBusy', { size: sizeWords(bytes) })} />
      <Button size="small" onClick={() => stop.current?.abort()}>
        {t('exportStop')}
      </Button>
    </span>
  );
}
