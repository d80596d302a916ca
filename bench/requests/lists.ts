import type { CaseFilters } from '../../src/cases/schema/inputs.ts';
import type { Periods, Sample } from './sample.ts';

type Queries = Readonly<Record<string, string>>;

/** Each filter of the list, some in several ways: a filter that is not asked for here does not compile. */
function filters(one: Sample, { today, month, year }: Periods): Readonly<Record<keyof CaseFilters, Queries>> {
  return {
    state: {
      'state, closed': 'state=closed',
      'two states, due': 'state=assigned,inProgress&sort=due',
      'state, rare': 'state=adjudicating,reopened',
    },
    channel: { channel: 'channel=leader', 'two channels': 'channel=letter,media' },
    category: { category: `category=${one.category}`, class: `category=${one.classCode}` },
    unit: { unit: `unit=${one.unit}`, 'unit, due': `unit=${one.unit}&sort=due`, 'unit, last closed': `unit=${one.unit}&sort=closed` },
    area: {
      district: `area=${one.district}`,
      street: `area=${one.street}`,
      'street, due': `area=${one.street}&sort=due`,
      community: `area=${one.community}`,
      'community, closed': `area=${one.community}&sort=closed`,
      compound: `area=${one.compound}`,
    },
    outcome: { outcome: 'outcome=cannotFix', 'outcome, often': 'outcome=fixed&sort=closed' },
    overdue: { overdue: 'overdue=true&sort=due', 'not overdue': 'overdue=false' },
    dueWithin: { 'due today': 'dueWithin=12&sort=due' },
    passed: { 'long-term list, past its day': 'passed=true' },
    urgent: { urgent: 'urgent=true', 'not urgent': 'urgent=false' },
    supervised: { supervised: 'supervised=true' },
    recurrence: { recurrence: 'recurrence=true' },
    released: { released: 'released=true', 'not released': 'released=false' },
    requestOpen: { 'request open': 'requestOpen=true' },
    assisting: { assisting: 'assisting=true' },
    mine: { mine: 'mine=true', 'mine, due': 'mine=true&sort=due' },
    found: { 'found by me': 'found=true' },
    from: { 'reported in a month': `from=${month}&to=${today}` },
    to: { 'reported before a month': `to=${month}` },
    closedFrom: { 'closed in a month': `closedFrom=${month}&closedTo=${today}&sort=closed` },
    closedTo: { 'closed in a year, newest': `closedFrom=${year}&closedTo=${month}&sort=newest` },
    text: { 'search: often': `text=${encodeURIComponent('垃圾')}`, ...searches(one) },
  };
}

const text = (words: string) => `text=${encodeURIComponent(words)}`;

const searches = (one: Sample): Queries => ({
  'search: number': text(one.number),
  'search: beginning of a number': text(one.number.slice(0, 7)),
  'search: nothing found': text('鲸鱼搁浅'),
  'search: two words': text('垃圾中心'),
  'search: two common words, nothing': text('垃圾路灯'),
  'search + state': `${text('垃圾')}&state=handled`,
  'search + unit': `${text('垃圾')}&unit=${one.unit}`,
  'search + unit, nothing': `${text('鲸鱼')}&unit=${one.unit}`,
});

const together = (one: Sample): Queries => ({
  newest: 'sort=newest',
  'first due': 'sort=due',
  'last closed': 'sort=closed',
  'unit + state': `unit=${one.unit}&state=handled`,
  'unit + outcome': `unit=${one.unit}&outcome=notOurDuty`,
  'compound + category': `area=${one.compound}&category=${one.category}`,
  'street + class + channel': `area=${one.street}&category=${one.classCode}&channel=letter`,
  'state + overdue + street': `state=inProgress&overdue=true&area=${one.street}`,
});

/** Name and query of every list that the bench asks for. */
export const listsOf = (one: Sample, periods: Periods): readonly (readonly [name: string, query: string])[] => [
  ...Object.entries(together(one)),
  ...Object.values(filters(one, periods)).flatMap((queries) => Object.entries(queries)),
];

/** The same for who sees a part of the city only. */
export const narrowLists = (one: Sample): readonly (readonly [name: string, query: string])[] =>
  Object.entries({
    'sees its own': 'sort=newest',
    'its own, closed': 'state=closed&sort=closed',
    'its own, category': `category=${one.category}`,
    'its own, search': text('垃圾'),
    inbox: 'mine=true&sort=due',
    assisting: 'assisting=true&sort=due',
  });
