import { Button } from 'antd';
import { useState } from 'react';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { acceptMany } from '../../api.ts';
import type { CaseRow } from '../answers.ts';
import { Refused, type RefusedRow } from '../list/Refused.tsx';
import { listTexts } from '../text/list.ts';

/** Accepts the selected ones; those that cannot be accepted are named with the reason. */
export function AcceptMany({ rows, done }: { readonly rows: readonly CaseRow[]; readonly done: () => void }) {
  const t = useTexts(listTexts);
  const word = useWord();
  const act = useAct(acceptMany);
  const [refused, setRefused] = useState<readonly RefusedRow[]>([]);
  const run = async () => {
    const answered = await act.run({ items: rows.map((row) => ({ caseId: row.id, version: row.version })) });
    if (!answered) return;
    const { answer } = answered;
    setRefused(answer.refused.map((each) => ({ number: rows.find((row) => row.id === each.caseId)?.number ?? '', why: word(each) })));
    say(
      answer.refused.length > 0
        ? t('acceptSome', { n: answer.done.length, refused: answer.refused.length })
        : t('acceptDone', { n: answer.done.length }),
    );
    if (answer.refused.length === 0) done();
  };
  return (
    <>
      <Button type="primary" size="small" loading={act.busy} onClick={() => void run()}>
        {t('selectedAccept')}
      </Button>
      {act.problem ? <span className="cs-soon">{act.problem.title}</span> : null}
      <Refused rows={refused} />
    </>
  );
}
