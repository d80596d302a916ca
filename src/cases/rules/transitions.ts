import type { CaseState } from '../schema/words.ts';

/**
 * Every move that a case may make; what is not listed is refused. The seven steps of GB/T 30428.8 (collect, file,
 * dispatch, handle, answer, check, evaluate) form the main line; the side states are those of our own rules.
 */
export const transitions = {
  // GB/T 30428.8, step 2: reports from outside are looked at on the spot before filing; the list of reasons to decline is published.
  reported: ['verifying', 'filed', 'declined', 'merged'],
  verifying: ['filed', 'reported', 'declined', 'merged'],
  // Step 3. A split case stays with the office while its parts are handled, hence `inProgress`.
  filed: ['assigned', 'inProgress', 'declined', 'merged', 'onLongTermList'],
  // Step 4. Back to where it came from only by taking the dispatch back at once.
  assigned: ['inProgress', 'returned', 'adjudicating', 'filed', 'reopened', 'onLongTermList'],
  inProgress: ['handled', 'returned', 'adjudicating', 'onLongTermList', 'assigned'],
  // Steps 5 and 6: another person checks.
  handled: ['closed', 'rework'],
  // "Not solved" within the days of the settings goes to the supervising level.
  closed: ['reopened'],
  declined: [],
  merged: [],
  returned: ['assigned', 'inProgress', 'declined', 'merged', 'onLongTermList'],
  adjudicating: ['assigned', 'declined', 'onLongTermList'],
  onLongTermList: ['inProgress', 'assigned'],
  rework: ['handled', 'onLongTermList'],
  reopened: ['assigned', 'inProgress', 'onLongTermList'],
} as const satisfies Record<CaseState, readonly CaseState[]>;

const table: Record<CaseState, readonly CaseState[]> = transitions;

export const mayMove = (from: CaseState, to: CaseState): boolean => table[from].includes(to);

/** No clock and no duty is left. */
export const isEnd = (state: CaseState): boolean => state === 'closed' || state === 'declined' || state === 'merged';

/** States in which something remains to be done. */
export const openStates = (Object.keys(transitions) as CaseState[]).filter((state) => !isEnd(state));
