import type { SentBy } from '../../../kernel/operation.ts';
import type { listCases } from '../../api.ts';
import { deskStates } from '../../rules/waiting.ts';
import type { CaseState } from '../../schema/words.ts';

/** Tabs of the dispatch desk. */

export const tabs = ['reported', 'filed', 'returned', 'adjudicating', 'requests'] as const;
export type Tab = (typeof tabs)[number];
export const tabOf = (text: string | undefined): Tab => tabs.find((tab) => tab === text) ?? 'filed';

/** What each tab asks for; first due first, where a clock runs. */
export const askedOf: Readonly<Record<Tab, Omit<SentBy<typeof listCases>, 'cursor'>>> = {
  reported: { state: deskStates.reported.join(','), sort: 'due', limit: 50 },
  filed: { state: deskStates.filed.join(','), sort: 'due', limit: 50 },
  returned: { state: deskStates.returned.join(','), sort: 'due', limit: 50 },
  adjudicating: { state: deskStates.adjudicating.join(','), sort: 'due', limit: 50 },
  requests: { requestOpen: 'true', sort: 'due', limit: 50 },
};

/** Under which names the counts say since when the first of a tab waits. */
export const oldestIn: Readonly<Record<Tab, readonly (CaseState | 'requests')[]>> = { ...deskStates, requests: ['requests'] };
