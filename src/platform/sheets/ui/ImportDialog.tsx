import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { CallProblem, newKey, sendFile } from '../../../ui/call.ts';
import { FormErrors } from '../../../ui/FormErrors.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { useOperation } from '../../../ui/query.ts';
import { getImport, uploadImport } from '../api.ts';
import { Decide } from './Decide.tsx';
import type { Importing } from './importing.ts';
import { sheetTexts } from './text.ts';

interface Step {
  readonly importing: Importing;
  readonly keep: (next: Importing) => void;
  readonly close: () => void;
}

/** Choose a sheet, see what it would change, then write all of it or its good rows. */
export function ImportDialog(step: Step) {
  const { importId } = step.importing;
  return importId === undefined ? <Choose {...step} /> : <Read key={importId} {...step} importId={importId} />;
}

/** The sheet as it was read. One of somebody else who used this browser is as absent as none: another is chosen. */
function Read({ importId, importing, keep, close }: Step & { readonly importId: string }) {
  const t = useTexts(sheetTexts);
  const asked = useOperation(getImport, { importId }, { fresh: true });
  const gone = asked.problem?.code === 'notFound';
  useEffect(() => {
    if (gone) keep({ name: importing.name });
  }, [gone, keep, importing.name]);
  if (!asked.data) return asked.problem && !gone ? <FormErrors problem={asked.problem} /> : <Progress share={null} words={t('opening')} />;
  return <Decide read={asked.data} importing={importing} keep={keep} close={close} />;
}

function Choose({ importing: { name, sending }, keep }: Step) {
  const t = useTexts(sheetTexts);
  const input = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const send = async (file: File) => {
    setProblem(null);
    setShare(0);
    keep({ name, sending: file.name });
    try {
      const read: AnswerOf<typeof uploadImport> = await sendFile(uploadImport, { name }, file, { key: newKey(), onProgress: setShare });
      keep({ name, importId: read.id });
    } catch (error) {
      if (!(error instanceof CallProblem)) throw error;
      keep({ name });
      setProblem(error);
    } finally {
      setShare(null);
    }
  };
  return (
    <div className="tc-import">
      <p>{t('hint')}</p>
      {sending !== undefined && share === null ? <p className="tc-warn">{t('cutOff', { file: sending })}</p> : null}
      <FormErrors problem={problem} />
      {share === null ? (
        <Button type="primary" icon={<Icon name="upload" />} onClick={() => input.current?.click()}>
          {t('choose')}
        </Button>
      ) : (
        <Progress share={share < 1 ? share : null} words={share < 1 ? t('reading', { n: Math.round(share * 100) }) : t('checking')} />
      )}
      <input
        ref={input}
        type="file"
        className="tc-unseen"
        tabIndex={-1}
        aria-label={t('choose')}
        accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) void send(file);
          currentTarget.value = '';
        }}
      />
    </div>
  );
}
