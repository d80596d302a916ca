import { sql, type RawBuilder } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Read, Tx } from '../../platform/db/read.ts';
import type { AlertKind } from '../rules/alerts.ts';
import { restarts, runsIn } from '../rules/deadlines.ts';
import type { ClockName, Limit, Limits } from '../schema/words.ts';
import type { CaseTables } from './tables.ts';

/** Clocks that run out: looked up by due time, a run of a clock at a time. */

export interface RunningOut {
  readonly caseId: Id;
  readonly number: string;
  readonly title: string;
  readonly urgent: boolean;
  readonly unitId: Id | null;
  readonly clock: ClockName;
  readonly limit: Limit;
  readonly limits: Limits;
  readonly dueAt: Date;
  /** When the case itself is due, by which they are read. */
  readonly caseDueAt: Date;
  /** The entry of the history with which this run of the clock began. */
  readonly run: number;
}

/** `rules/deadlines.ts` in SQL: does the entry `e` begin a run of the clock `d.clock`? A test compares them. */
const begins: RawBuilder<boolean> = sql<boolean>`(${sql.join(
  Object.entries(runsIn).map(([clock, states]) => {
    const again = clock === 'handling' ? sql`or e.act = any(${[...restarts]}) or (e.act = 'revive' and e.to_state = 'assigned')` : sql``;
    return sql`(d.clock = ${clock} and e.to_state = any(${[...states]}) and (e.from_state is null or e.from_state <> all(${[...states]}) ${again}))`;
  }),
  sql` or `,
)})`;

export interface RunningOutQuery {
  readonly kind: AlertKind;
  /** Clocks of a case that a unit has, or every clock. */
  readonly of: 'unit' | 'all';
  /** Due after this moment, null: however long ago, and up to the other, or up to what its limit says. */
  readonly after: Date | null;
  readonly until: Date | readonly { readonly limit: Limit; readonly until: Date }[];
  readonly now: Date;
  readonly limit: number;
  /** The last of the page before this one. */
  readonly beyond?: RunningOut | undefined;
}

/** The longest that a case waits for its acceptance while its handling runs out: the index is read from there on. */
const OLDEST_MS = 60 * 86_400_000;

/**
 * Open cases whose clock runs out and of which nobody was told yet, first due first. Never one that is paused, on the
 * long-term list, or due in a year without an official calendar. While a case waits for its acceptance, its handling runs
 * as well. Reads the range of `cases_due` up to the last moment asked for, however many cases there are; a page goes on
 * where the one before it ended, so that what nobody is told of yet holds up none that come after it.
 */
export async function runningOut(read: Read, wanted: RunningOutQuery): Promise<RunningOut[]> {
  const { kind, of, after, until, now, beyond } = wanted;
  const last = until instanceof Date ? until : new Date(Math.max(now.getTime(), ...until.map((one) => one.until.getTime())));
  const byLimit =
    until instanceof Date
      ? sql<boolean>`d.due_at <= ${until}`
      : sql<boolean>`d.due_at <= (select (one ->> 'until')::timestamptz from jsonb_array_elements(${JSON.stringify(until)}::jsonb) as one where one -> 'limit' = c.limits -> d.clock)`;
  const theirs = of === 'unit' ? sql<boolean>`c.unit_id is not null and d.clock in ('receipt', 'handling')` : sql<boolean>`true`;
  const since = after ? sql<boolean>`c.due_at > ${new Date(now.getTime() - OLDEST_MS)} and d.due_at > ${after}` : sql<boolean>`true`;
  const onwards = beyond
    ? sql<boolean>`(c.due_at, c.id) >= (${beyond.caseDueAt}, ${beyond.caseId}) and (c.due_at, c.id, d.clock) > (${beyond.caseDueAt}, ${beyond.caseId}, ${beyond.clock})`
    : sql<boolean>`true`;
  return read.rows(sql<RunningOut>`
    select c.id as case_id, c.number, c.title, c.urgent, c.unit_id, d.clock, c.limits -> d.clock as limit, c.limits, d.due_at, c.due_at as case_due_at, run.seq as run
    from cases c
    cross join lateral (select c.clock, c.due_at union all select 'handling', c.handling_due_at where c.state = 'assigned') as d (clock, due_at)
    cross join lateral (select max(e.seq) as seq from case_events e where e.city_id = c.city_id and e.case_id = c.id and ${begins}) as run
    where c.city_id = ${read.cityId} and c.open and c.due_at is not null and c.due_at <= ${last} and ${since} and ${onwards}
      and ${byLimit} and ${theirs}
      and not c.provisional and c.state <> 'onLongTermList' and not (c.paused and (c.paused_until is null or c.paused_until > ${now}))
      and run.seq is not null
      and not exists (select from case_alerts a where a.city_id = c.city_id and a.case_id = c.id and a.kind = ${kind} and a.clock = d.clock and a.run = run.seq)
    order by c.due_at, c.id, d.clock limit ${wanted.limit}`);
}

/** Takes the right to tell of these; gives those that nobody else has told of meanwhile. */
export async function takeAlerts(tx: Tx, kind: AlertKind, found: readonly RunningOut[], now: Date): Promise<RunningOut[]> {
  if (found.length === 0) return [];
  const taken = await tx
    .writing<CaseTables>()
    .insertInto('caseAlerts')
    .values(found.map(({ caseId, clock, run }) => ({ cityId: tx.cityId, caseId, kind, clock, run, at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .returning(['caseId', 'clock', 'run'])
    .execute();
  const keys = new Set(taken.map(({ caseId, clock, run }) => `${caseId} ${clock} ${run}`));
  return found.filter(({ caseId, clock, run }) => keys.has(`${caseId} ${clock} ${run}`));
}
