import { useTexts, useWord } from '../../ui/i18n.ts';
import { StateTag } from '../../ui/StateTag.tsx';
import { caseStates, type CaseState as State, type Outcome, outcomes } from '../schema/words.ts';
import { closedFixed, stateLooks } from './look.ts';
import { caseTexts } from './text.ts';

interface CaseStateProps {
  readonly state: State;
  readonly outcome?: Outcome | null;
  /** A unit's name behind the state: `处置中，水务局`. */
  readonly unit?: string | null;
}

/** The state of a case as word, icon and colour; a closed one says whether it was found fixed. */
export function CaseState({ state, outcome, unit }: CaseStateProps) {
  const t = useTexts(caseTexts);
  const word = useWord();
  const fixed = state === 'closed' && outcome === 'fixed';
  const { tone, icon } = fixed ? closedFixed : stateLooks[state];
  const name = fixed ? t('verified') : word(caseStates[state]);
  const title = outcome ? word(outcomes[outcome]) : undefined;
  return (
    <span title={title}>
      <StateTag tone={tone} icon={icon}>
        {unit ? `${name} · ${unit}` : name}
      </StateTag>
    </span>
  );
}
