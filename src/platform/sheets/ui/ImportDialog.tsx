import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { addressOf, CallProblem, newKey, sendFile } from '../../../ui/call.ts';
import { FormErrors } from '../../../ui/FormErrors.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { useAct } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { applyImport, downloadResult, uploadImport } from '../api.ts';
import { FirstRows, Preview } from './Preview.tsx';
import { sheetTexts } from './text.ts';

type Import = AnswerOf<typeof uploadImport>;

/** Choose a sheet, see what it would change, then write all of it or its good rows. */
export function ImportDialog({ name, close }: { readonly name: string; readonly close: () => void }) {
  const [read, setRead] = useState<Import | null>(null);
  return read ? <Decide read={read} another={() => setRead(null)} close={close} /> : <Choose name={name} onRead={setRead} />;
}

function Choose({ name, onRead }: { readonly name: string; readonly onRead: (read: Import) => void }) {
  const t = useTexts(sheetTexts);
  const input = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const send = async (file: File) => {
    setProblem(null);
    setShare(0);
    try {
      onRead(await sendFile(uploadImport, { name }, file, { key: newKey(), onProgress: setShare }));
    } catch (error) {
      if (!(error instanceof CallProblem)) throw error;
      setProblem(error);
    } finally {
      setShare(null);
    }
  };
  return (
    <div className="tc-import">
      <p>{t('hint')}</p>
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

function Decide({ read, another, close }: { readonly read: Import; readonly another: () => void; readonly close: () => void }) {
  const t = useTexts(sheetTexts);
  const act = useAct(applyImport);
  const { counts } = read.preview;
  const good = counts.create + counts.update;
  const apply = async (mode: 'all' | 'good') => {
    const done = await act.run({ importId: read.id, mode });
    if (!done) return;
    const applied = done.answer.preview.counts;
    say(t(applied.faulty > 0 ? 'done' : 'doneAll', { create: applied.create, update: applied.update, faulty: applied.faulty }));
    close();
  };
  return (
    <div className="tc-import">
      <FormErrors problem={act.problem} />
      <Preview preview={read.preview} />
      {counts.faulty > 0 ? (
        <p className="tc-form-end">
          <a href={addressOf(downloadResult, { importId: read.id, rows: 'all' })}>{t('result')}</a>
          <a href={addressOf(downloadResult, { importId: read.id, rows: 'faulty' })}>{t('resultFaulty')}</a>
        </p>
      ) : null}
      {good === 0 && counts.faulty === 0 ? <p>{t('nothing')}</p> : null}
      <div className="tc-form-end">
        {counts.faulty === 0 && good > 0 ? (
          <Button type="primary" loading={act.busy} onClick={() => void apply('all')}>
            {t('applyAll', { n: counts.rows })}
          </Button>
        ) : null}
        {counts.faulty > 0 && good > 0 ? (
          <Button loading={act.busy} onClick={() => void apply('good')}>
            {t('applyGood', { n: counts.rows - counts.faulty })}
          </Button>
        ) : null}
        <Button onClick={another}>{t('another')}</Button>
      </div>
      <FirstRows preview={read.preview} />
    </div>
  );
}
