import type { IconName } from '../../ui/icons.tsx';
import type { Tone } from '../../ui/StateTag.tsx';
import type { CaseState } from '../schema/words.ts';

interface Look {
  readonly tone: Tone;
  readonly icon: IconName;
}

/** How a state shows itself beside its word. Green is only for what was checked and found fixed. */
export const stateLooks: Readonly<Record<CaseState, Look>> = {
  reported: { tone: 'calm', icon: 'circle' },
  verifying: { tone: 'calm', icon: 'eye' },
  filed: { tone: 'wait', icon: 'arrow' },
  assigned: { tone: 'wait', icon: 'tray' },
  inProgress: { tone: 'calm', icon: 'half' },
  handled: { tone: 'wait', icon: 'eye' },
  closed: { tone: 'calm', icon: 'dash' },
  declined: { tone: 'calm', icon: 'cross' },
  merged: { tone: 'calm', icon: 'merge' },
  returned: { tone: 'warn', icon: 'back' },
  adjudicating: { tone: 'wait', icon: 'arrow' },
  onLongTermList: { tone: 'calm', icon: 'pause' },
  rework: { tone: 'warn', icon: 'again' },
  reopened: { tone: 'warn', icon: 'again' },
};

export const closedFixed: Look = { tone: 'done', icon: 'tick' };
