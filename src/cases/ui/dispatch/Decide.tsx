import { useState } from 'react';
import { ActButton } from '../../../ui/ActButton.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useKeys } from '../../../ui/keys.ts';
import { ProblemLine } from '../../../ui/States.tsx';
import type { CallProblem } from '../../../ui/call.ts';
import type { ActName } from '../acts/catalogue.ts';
import type { CaseActs } from '../acts/useActs.tsx';
import type { CaseFull, SuggestionRow } from '../answers.ts';
import { actTexts } from '../text/acts.ts';
import { dispatchTexts } from '../text/dispatch.ts';
import type { Tab } from './tabs.ts';
import { UnitChoices } from './UnitChoices.tsx';
import type { Chosen, Sent } from './useDispatch.ts';

interface DecideProps {
  readonly tab: Tab;
  readonly view: CaseFull;
  readonly items: readonly SuggestionRow[];
  readonly chosen: Chosen | null;
  readonly choose: (unit: Chosen | null) => void;
  readonly acts: CaseActs;
  readonly send: (view: CaseFull, unit: Chosen) => void;
  readonly last: Sent | null;
  readonly problem: CallProblem | null;
}

const exits = [
  { name: 'verify', key: 'v', word: 'verifyFirst' },
  { name: 'decline', key: 'n', word: 'decline' },
  { name: 'longTerm', key: 'g', word: 'longTerm' },
  { name: 'split', key: 'b', word: 'split' },
] as const;

/** Where it goes: the suggested units with their reasons, one filled button, and the honest exits. */
export function Decide(props: DecideProps) {
  const { tab, view, chosen, acts, last, problem } = props;
  const t = useTexts(dispatchTexts);
  const choosing = tab !== 'requests';
  useKeys([
    ...exits.map(({ name, key }) => ({ key, run: () => acts.start(name), off: !acts.mayDo(name).allowed })),
    { key: 'm', run: () => acts.start('merge'), off: !acts.mayDo('merge').allowed },
    { key: 'c', run: () => acts.start('category'), off: !acts.mayDo('category').allowed },
  ]);
  return (
    <section className="cs-decide" aria-label={t('sendTo')}>
      {problem ? <ProblemLine problem={problem} /> : null}
      {acts.problem ? <ProblemLine problem={acts.problem} /> : null}
      {choosing ? <UnitChoices key={view.id} items={props.items} chosen={chosen} choose={props.choose} /> : null}
      <Next {...props} />
      <p className="cs-label">{t('otherwise')}</p>
      <div className="cs-act-grid">
        {exits.map(({ name, key, word }) => {
          const { allowed, why } = acts.mayDo(name);
          return (
            <ActButton key={name} keyName={key} disabled={!allowed} title={allowed ? undefined : why} onClick={() => acts.start(name)}>
              {t(word)}
            </ActButton>
          );
        })}
      </div>
      {last ? (
        <p className="cs-just">
          <strong>{t('justSent')}</strong> {t('sentTo', { number: last.number, title: last.title, unit: last.unit })}
        </p>
      ) : null}
    </section>
  );
}

/** The one filled button of the tab. */
function Next({ tab, view, chosen, acts, send }: DecideProps) {
  const t = useTexts(dispatchTexts);
  const a = useTexts(actTexts);
  const [sent, setSent] = useState<string | null>(null);
  const act: ActName = tab === 'adjudicating' ? 'adjudicate' : tab === 'requests' ? 'grant' : tab === 'reported' ? 'file' : 'dispatch';
  const { allowed, why } = acts.mayDo(act);
  const unit = chosen?.shortName ?? chosen?.name ?? '…';
  const words = {
    reported: chosen ? t('fileAndSend', { name: unit }) : t('fileOnly'),
    filed: t('sendNow', { name: unit }),
    returned: t('sendNow', { name: unit }),
    adjudicating: t('adjudicateNow', { name: unit }),
    requests: t('answerRequest'),
  }[tab];
  const needsUnit = tab === 'filed' || tab === 'returned';
  const off = !allowed || (needsUnit && !chosen) || sent === view.id;
  const run = () => {
    if (off) return;
    if (act === 'adjudicate') acts.start(act, chosen ? { value: chosen.id, label: chosen.name } : null);
    else if (act === 'grant' || (act === 'file' && !chosen)) acts.start(act);
    else if (chosen) {
      setSent(view.id);
      send(view, chosen);
    }
  };
  useKeys([{ key: 'Enter', words: t('keySend'), run, off }]);
  return (
    <>
      <ActButton next size="large" block keyName="Enter" disabled={off} onClick={run}>
        {words}
      </ActButton>
      {allowed ? null : <p className="cs-quiet cs-small">{why}</p>}
      {tab === 'requests' && acts.mayDo('refuse').allowed ? (
        <ActButton onClick={() => acts.start('refuse')}>{a('doRefuse')}</ActButton>
      ) : null}
    </>
  );
}
