import type { Insertable } from 'kysely';
import type { WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import type { JournalTables } from '../../platform/journal/journal.ts';
import { dayOf } from '../../kernel/calendar.ts';
import { tell, type Story } from '../bulk/story.ts';
import { rowsOf, type GeneratedCase } from '../bulk/rows.ts';
import { loadWorld } from '../bulk/world.ts';
import { caseFacts } from '../events.ts';
import { keptZooms, bandOf, tileAround } from '../rules/tiles.ts';
import { json, type CaseTables } from '../store/tables.ts';

/** A living year: made-up histories, written with the same rows as real ones, journal included; hundreds a statement. */

const YEAR_MS = 365 * 86_400_000;
const BATCH = 100;

const parts = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

type JournalRow = Insertable<JournalTables['journal']>;

function journalOf(cityId: number, { row, events }: GeneratedCase): JournalRow[] {
  return events.map((event) => ({
    cityId,
    id: newId(),
    at: event.at,
    type: caseFacts[event.act],
    subjectKind: 'case',
    subjectId: row.id,
    actorKind: event.actorKind === 'person' ? ('person' as const) : ('public' as const),
    actorPersonId: event.personId,
    actorName: event.personName,
    before: event.fromState ? json<object>({ state: event.fromState }) : null,
    after: json<object>({ number: row.number, state: event.toState, ...event.detail }),
    requestId: 'demo',
    ip: '',
  }));
}

const tilesOf = (cityId: number, { row }: GeneratedCase) => {
  const band = bandOf(row.state);
  const { cell, lng, lat } = row;
  if (band === null || cell === null || lng === null || lat === null) return [];
  const common = { cityId, band, classCode: row.classCode, released: row.releasedAt !== null, n: 1, lngSum: lng, latSum: lat };
  return keptZooms.map((zoom) => ({ ...common, id: newId(), zoom, tile: tileAround(cell, zoom) }));
};

async function insertBatch(ctx: WriteContext, batch: readonly GeneratedCase[]): Promise<void> {
  const db = ctx.tx.writing<CaseTables & JournalTables>();
  const { cityId } = ctx.tx;
  const rows = batch.map(({ row }) => ({
    ...row,
    why: json(row.why),
    limits: json(row.limits),
    attributes: json(row.attributes),
    longTerm: json(row.longTerm),
  }));
  await db.insertInto('cases').values(rows).execute();
  const events = batch.flatMap((one) => one.events.map((event) => ({ ...event, detail: json(event.detail) })));
  for (const some of parts(events, 400)) await db.insertInto('caseEvents').values(some).execute();
  for (const some of parts(
    batch.flatMap((one) => journalOf(cityId, one)),
    400,
  ))
    await db.insertInto('journal').values(some).execute();
  const reporter = {
    kind: 'reporter' as const,
    nameSealed: null,
    phoneSealed: null,
    emailSealed: null,
    addressSealed: null,
    phoneMark: null,
  };
  await db
    .insertInto('caseReporters')
    .values(batch.map(({ row, code }) => ({ cityId, id: newId(), caseId: row.id, code, at: row.reportedAt, ...reporter })))
    .execute();
  await db
    .insertInto('caseTallies')
    .values(batch.map(({ row }) => ({ cityId, id: newId(), unitId: row.unitId, state: row.state, n: 1 })))
    .execute();
  for (const some of parts(
    batch.flatMap((one) => tilesOf(cityId, one)),
    400,
  ))
    await db.insertInto('caseTiles').values(some).execute();
}

interface Solved {
  readonly story: Story;
  readonly index: number;
  readonly closedAt: Date;
}

/** Share of cases that are an earlier one come back; ours, not from a source. */
const CAME_BACK = 0.04;
const RECENT_MS = 25 * 86_400_000;

/** One that was solved in the last weeks, and has not come back yet; it is taken out. */
function takeRecent(solved: Solved[], at: Date): Solved | undefined {
  const index = solved.findIndex(({ closedAt }) => closedAt < at && at.getTime() - closedAt.getTime() < RECENT_MS);
  return index < 0 ? undefined : solved.splice(index, 1)[0];
}

/** Writes `count` cases of the year before `until`, in the order in which they were reported. */
export async function loadYear(
  ctx: WriteContext,
  count: number,
  until: Date,
  chance: () => number,
  onProgress: (done: number) => void,
): Promise<void> {
  const world = await loadWorld(ctx.tx, until, chance);
  const moments = Array.from({ length: count }, () => until.getTime() - chance() * YEAR_MS).toSorted((a, b) => a - b);
  const last = new Map<string, number>();
  const made: GeneratedCase[] = [];
  const solved: Solved[] = [];
  for (const moment of moments) {
    const at = new Date(moment);
    const month = dayOf(at).slice(2, 7).replace('-', '');
    const n = (last.get(month) ?? 0) + 1;
    last.set(month, n);
    const earlier = chance() < CAME_BACK ? takeRecent(solved, at) : undefined;
    const story = tell(world, chance, at, until, earlier?.story);
    const one = rowsOf(ctx.tx.cityId, world, story, `${month}-${String(n).padStart(5, '0')}`, chance);
    const before = earlier ? made[earlier.index] : undefined;
    if (earlier && before) made[earlier.index] = { ...before, row: { ...before.row, recurredBy: one.row.id } };
    if (story.outcome === 'fixed' && one.row.closedAt) solved.push({ story, index: made.length, closedAt: one.row.closedAt });
    made.push(before ? { ...one, row: { ...one.row, recurrenceOf: before.row.id } } : one);
  }
  for (const [index, batch] of parts(made, BATCH).entries()) {
    await insertBatch(ctx, batch);
    if (index % 10 === 9) onProgress((index + 1) * BATCH);
  }
  await ctx.tx
    .writing<CaseTables>()
    .insertInto('caseNumbers')
    .values([...last].map(([month, n]) => ({ cityId: ctx.tx.cityId, month, last: n })))
    .execute();
}
