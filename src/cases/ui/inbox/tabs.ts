import type { AnswerOf, SentBy } from '../../../kernel/operation.ts';
import type { countCases, listCases } from '../../api.ts';
import { openStates } from '../../rules/transitions.ts';

export const inboxTabs = ['all', 'assigned', 'inProgress', 'rework', 'handled', 'longTerm', 'assisting'] as const;
export type InboxTab = (typeof inboxTabs)[number];
export const inboxTabOf = (text: string | undefined): InboxTab => inboxTabs.find((tab) => tab === text) ?? 'all';

type Asked = Omit<SentBy<typeof listCases>, 'cursor' | 'unit'>;
const states: Readonly<Record<InboxTab, Asked>> = {
  all: { state: 'assigned,inProgress,rework', sort: 'due' },
  assigned: { state: 'assigned', sort: 'due' },
  inProgress: { state: 'inProgress', sort: 'due' },
  rework: { state: 'rework', sort: 'due' },
  handled: { state: 'handled', sort: 'due' },
  longTerm: { state: 'onLongTermList', sort: 'newest' },
  assisting: { assisting: 'true', state: openStates.join(','), sort: 'newest' },
};

/** What a tab asks for; assistance is asked of all units of the person. */
export const inboxAsked = (tab: InboxTab, unit: string | undefined): Asked & { unit?: string } =>
  tab === 'assisting' ? states.assisting : { ...states[tab], unit };

type Counts = AnswerOf<typeof countCases>;
export function inboxCount(tab: InboxTab, { byState, assisting }: Counts): number {
  const of = (state: keyof Counts['byState']) => byState[state] ?? 0;
  if (tab === 'all') return of('assigned') + of('inProgress') + of('rework');
  if (tab === 'assisting') return assisting.value;
  return of(tab === 'longTerm' ? 'onLongTermList' : tab);
}
