import { Button } from 'antd';
import { useState } from 'react';
import type { CallProblem } from '../../../ui/call.ts';
import { useDates } from '../../../ui/dates.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { queries } from '../../../ui/query.ts';
import { getCase } from '../../api.ts';
import { acts, caseStates } from '../../schema/words.ts';
import type { CaseFull } from '../answers.ts';
import { caseTexts } from '../text.ts';

const staleCodes = ['cases.stale', 'stale', 'cases.noTransition'];

/** Somebody was faster: says so, offers the newest state, and leaves what was typed as it is. */
export function Stale({ problem, view }: { readonly problem: CallProblem | null; readonly view: CaseFull }) {
  const t = useTexts(caseTexts);
  const word = useWord();
  const { shortTime } = useDates();
  const [version, setVersion] = useState<number | null>(null);
  if (!problem || !staleCodes.includes(problem.code)) return null;
  const last = view.timeline.reduce<CaseFull['timeline'][number] | undefined>(
    (newest, entry) => (newest && newest.at > entry.at ? newest : entry),
    undefined,
  );
  const reload = async () => {
    const before = view.version;
    await queries.invalidateQueries({ queryKey: [getCase.id] });
    setVersion(before);
  };
  return (
    <div className="cs-stale" role="alert">
      <p>{t('staleTitle')}</p>
      {version === null ? (
        <>
          <p className="tc-hint">{t('staleHint')}</p>
          <Button size="small" onClick={() => void reload()}>
            {t('reload')}
          </Button>
        </>
      ) : (
        <>
          <p>
            {t('staleNow', {
              state: word(caseStates[view.state]),
              at: last ? shortTime(last.at) : '',
              by: last?.by ?? '',
              what: last ? word(acts[last.act]) : '',
            })}
          </p>
          {problem.code === 'cases.noTransition' ? <p className="tc-hint">{t('moved')}</p> : null}
        </>
      )}
    </div>
  );
}
