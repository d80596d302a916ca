import type { SentBy } from '../../../kernel/operation.ts';
import type { listCases } from '../../api.ts';

type Asked = Omit<SentBy<typeof listCases>, 'cursor' | 'limit'>;
type Query = Readonly<Record<string, string>>;

export const flagNames = [
  'mine',
  'overdue',
  'urgent',
  'supervised',
  'recurrence',
  'requestOpen',
  'passed',
  'assisting',
  'found',
  'released',
] as const;
export const valueNames = [
  'state',
  'category',
  'unit',
  'area',
  'channel',
  'outcome',
  'from',
  'to',
  'closedFrom',
  'closedTo',
  'dueWithin',
  'text',
] as const;
export const sorts = ['newest', 'due', 'closed', 'expected'] as const;
export type Sort = (typeof sorts)[number];

export const sortOf = (text: string | undefined): Sort => sorts.find((each) => each === text) ?? 'newest';
const flag = (text: string | undefined): 'true' | undefined => (text === 'true' ? 'true' : undefined);

/** The filters that an address carries, as the list asks for them. */
export function filtersOf(query: Query): Asked {
  return {
    state: query.state,
    category: query.category,
    channel: query.channel,
    outcome: query.outcome,
    unit: query.unit,
    area: query.area,
    from: query.from,
    to: query.to,
    closedFrom: query.closedFrom,
    closedTo: query.closedTo,
    dueWithin: query.dueWithin,
    text: query.text && query.text.trim().length > 1 ? query.text : undefined,
    mine: flag(query.mine),
    found: flag(query.found),
    overdue: flag(query.overdue),
    urgent: flag(query.urgent),
    supervised: flag(query.supervised),
    recurrence: flag(query.recurrence),
    requestOpen: flag(query.requestOpen),
    passed: flag(query.passed),
    assisting: flag(query.assisting),
    released: flag(query.released),
    sort: sortOf(query.sort),
  };
}

const names = (hidden: readonly string[]) => [...flagNames, ...valueNames].filter((name) => !hidden.includes(name));

/** Names of the filters in force, without those that the page does not offer. */
export const inForce = (query: Query, hidden: readonly string[] = []): string[] => names(hidden).filter((name) => query[name]);

/** A patch for the address that takes every offered filter away. */
export const without = (hidden: readonly string[] = []): Record<string, undefined> =>
  Object.fromEntries(names(hidden).map((name) => [name, undefined]));

export const listed = (text: string | undefined): string[] => (text ? text.split(',').filter(Boolean) : []);
