import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { addressOf, CallProblem } from '../../../ui/call.ts';
import { FormErrors } from '../../../ui/FormErrors.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { Progress } from '../../../ui/Progress.tsx';
import { useAct } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { applyImport, downloadResult, type getImport } from '../api.ts';
import type { Importing } from './importing.ts';
import { FirstRows, Preview } from './Preview.tsx';
import { sheetTexts } from './text.ts';

type Import = AnswerOf<typeof getImport>;
type Mode = 'all' | 'good';

/** The key of what is being written: a page that is loaded again asks for the same and gets its answer. */
const SENT = 'tongchuang.import.sent';

interface DecideProps {
  readonly read: Import;
  readonly importing: Importing;
  readonly keep: (next: Importing) => void;
  readonly close: () => void;
}

/** What a sheet would do, and the choice to have it written. */
export function Decide({ read, importing, keep, close }: DecideProps) {
  const t = useTexts(sheetTexts);
  const { act, apply } = useWriting({ read, importing, keep, close });
  const { counts } = read.preview;
  const good = counts.create + counts.update;
  if (act.busy || (importing.mode && !act.problem)) {
    return (
      <div className="tc-import">
        <Progress share={null} words={t('writing', { n: good })} />
        <p className="tc-hint">{t('writingHint')}</p>
      </div>
    );
  }
  // What was good when it was read may be faulty by now.
  const refused = act.problem?.code === 'sheetFaulty';
  return (
    <div className="tc-import">
      <Refusal problem={act.problem} />
      <Preview preview={read.preview} />
      {counts.faulty > 0 || refused ? (
        <p className="tc-form-end">
          <a href={addressOf(downloadResult, { importId: read.id, rows: 'all' })}>{t('result')}</a>
          <a href={addressOf(downloadResult, { importId: read.id, rows: 'faulty' })}>{t('resultFaulty')}</a>
        </p>
      ) : null}
      {good === 0 && counts.faulty === 0 ? <p>{t('nothing')}</p> : null}
      <div className="tc-form-end">
        {counts.faulty === 0 && good > 0 ? (
          <Button type="primary" onClick={() => void apply('all')}>
            {t('applyAll', { n: counts.rows })}
          </Button>
        ) : null}
        {good > 0 && (counts.faulty > 0 || refused) ? (
          <Button onClick={() => void apply('good')}>
            {refused ? t('applyRest') : t('applyGood', { n: counts.rows - counts.faulty })}
          </Button>
        ) : null}
        <Button onClick={() => keep({ name: importing.name })}>{t('another')}</Button>
      </div>
      <FirstRows preview={read.preview} />
    </div>
  );
}

/** Writes, and goes on with what was being written when the page was loaded again. */
function useWriting({ read, importing, keep, close }: DecideProps) {
  const t = useTexts(sheetTexts);
  const act = useAct(applyImport, SENT);
  const asked = useRef(false);
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  const apply = async (mode: Mode) => {
    asked.current = true;
    keep({ ...importing, mode });
    const done = await act.run({ importId: read.id, mode });
    if (done) tell(done.answer);
    // Whoever closed the window is not called back to it.
    else if (!shown.current) say(t('notWritten'));
  };
  const tell = ({ preview: { counts } }: Import) => {
    say(t(counts.faulty > 0 ? 'done' : 'doneAll', { create: counts.create, update: counts.update, faulty: counts.faulty }));
    close();
  };
  // A page that is left loses the connection, too, and nothing is known of the outcome: it goes on when it is there again.
  const refused = act.problem !== null && !act.problem.lost;
  useEffect(() => {
    if (refused && importing.mode) keep({ ...importing, mode: undefined });
  });
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    if (read.appliedAt) tell(read);
    else if (importing.mode) void apply(importing.mode);
  });
  return { act, apply };
}

/** Why nothing was written, with the first cells that are in the way. */
function Refusal({ problem }: { readonly problem: CallProblem | null }) {
  const t = useTexts(sheetTexts);
  if (problem?.code !== 'sheetFaulty') return <FormErrors problem={problem} />;
  return (
    <>
      <FormErrors problem={new CallProblem(problem.code, problem.status, problem.title)} />
      <ul aria-label={t('faultsTitle')}>
        {problem.faults.map(({ path, code, message }) => (
          <li key={`${path}${code}`}>
            {path} {message}
          </li>
        ))}
      </ul>
    </>
  );
}
