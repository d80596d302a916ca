import type { Id } from '../../kernel/ids.ts';
import type { InputOf, OutputOf } from '../../kernel/operation.ts';
import { decided, Problem } from '../../kernel/problem.ts';
import type { Day } from '../../kernel/time.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import type { dutiesByPerson, dutiesList, dutiesTransferAll, dutyAssign, dutyEnd, dutyMap, dutyTransfer } from '../api/duties.ts';
import type { DutyGiven } from '../events.ts';
import { cityDay, dayBefore, handOver, takeDuty } from '../rules.ts';
import { cityProblems, type DutyView } from '../schema.ts';
import { areaRef } from '../store/areas.ts';
import { dutyById, dutyView, findDuties, type DutyRow } from '../store/duties.ts';
import { dutyLines, dutyTotals, peopleWithDuties } from '../store/duty-map.ts';
import type { CityTables } from '../store/tables.ts';
import { asSeen, found, recordFact } from './change.ts';
import { requireReach } from './gate.ts';
import { afterCursor, pageFrom } from '../../platform/db/keyset.ts';
import { lockPerson } from './people.ts';

const pathOf = async (ctx: ReadContext, areaId: Id | undefined) =>
  areaId === undefined ? undefined : found(await areaRef(ctx.read, areaId)).path;

export async function listDuties(ctx: ReadContext, input: InputOf<typeof dutiesList>): Promise<OutputOf<typeof dutiesList>> {
  const today = cityDay(ctx.now);
  const [after = null] = afterCursor(input.cursor, 1) ?? [];
  const filter = {
    areaIds: input.areaId ? [input.areaId] : undefined,
    under: await pathOf(ctx, input.under),
    people: input.personId ? [input.personId] : undefined,
    notOverOn: input.ended ? undefined : today,
  };
  const page = pageFrom(await findDuties(ctx.read, filter, { after, limit: input.limit + 1 }), input.limit, (duty) => [duty.id]);
  return { ...page, items: page.items.map((duty) => dutyView(duty, today)) };
}

export async function mapDuties(ctx: ReadContext, input: InputOf<typeof dutyMap>): Promise<OutputOf<typeof dutyMap>> {
  const scope = { under: await pathOf(ctx, input.under), kind: input.kind, today: cityDay(ctx.now) };
  const [after = null] = afterCursor(input.cursor, 1) ?? [];
  const lines = await dutyLines(ctx.read, { ...scope, vacant: input.vacant }, after, input.limit + 1);
  const totals = await dutyTotals(ctx.read, scope);
  return { ...pageFrom(lines, input.limit, (line) => [line.area.code]), ...totals };
}

export async function dutiesOfPeople(ctx: ReadContext, input: InputOf<typeof dutiesByPerson>): Promise<OutputOf<typeof dutiesByPerson>> {
  const today = cityDay(ctx.now);
  const under = await pathOf(ctx, input.under);
  const [name, id] = afterCursor(input.cursor, 2) ?? [];
  const after = name !== undefined && id !== undefined ? { name, id } : null;
  const page = pageFrom(await peopleWithDuties(ctx.read, { under, today }, after, input.limit + 1), input.limit, (person) => [
    person.name,
    person.id,
  ]);
  const duties = await findDuties(ctx.read, { people: page.items.map((person) => person.id), under, notOverOn: today });
  const of = (person: Id) => duties.filter((duty) => duty.personId === person).map((duty) => dutyView(duty, today));
  return { ...page, items: page.items.map((person) => ({ person, duties: of(person.id) })) };
}

export async function assignDuty(ctx: WriteContext, input: InputOf<typeof dutyAssign>): Promise<DutyView> {
  const area = found(await lockArea(ctx, input.areaId));
  await requireReach(ctx, 'city.assignDuties', area.path);
  await activePerson(ctx, input.personId);
  const existing = await findDuties(ctx.tx, { areaIds: [area.id], notOverOn: input.validFrom });
  decided(takeDuty(area.name, { ...input, validTo: null }, existing));
  return insertDuty(ctx, 'duty.given', { ...input, validTo: null });
}

export async function transferDuty(ctx: WriteContext, { dutyId, revision, ...to }: InputOf<typeof dutyTransfer>): Promise<DutyView> {
  const duty = asSeen(await dutyById(ctx.tx, dutyId), revision);
  await requireReach(ctx, 'city.assignDuties', duty.areaPath);
  await activePerson(ctx, to.personId);
  return passOn(ctx, duty, to);
}

/** When somebody leaves or is away: everything they answer for goes to one person. All of it, or nothing. */
export async function transferAll(
  ctx: WriteContext,
  { personId, toPersonId, validFrom, note }: InputOf<typeof dutiesTransferAll>,
): Promise<OutputOf<typeof dutiesTransferAll>> {
  found(await lockPerson(ctx, personId));
  await activePerson(ctx, toPersonId);
  const duties = (await findDuties(ctx.tx, { people: [personId], notOverOn: cityDay(ctx.now) })).filter((duty) => duty.validTo === null);
  const items: DutyView[] = [];
  for (const duty of duties) {
    await requireReach(ctx, 'city.assignDuties', duty.areaPath);
    items.push(await passOn(ctx, duty, { personId: toPersonId, validFrom, note }));
  }
  return { items };
}

export async function endDuty(ctx: WriteContext, { dutyId, revision, lastDay }: InputOf<typeof dutyEnd>): Promise<DutyView> {
  const duty = asSeen(await dutyById(ctx.tx, dutyId), revision);
  await requireReach(ctx, 'city.assignDuties', duty.areaPath);
  if (duty.validTo !== null) throw new Problem(cityProblems.alreadyEnded);
  if (lastDay < dayBefore(duty.validFrom)) throw new Problem(cityProblems.wrongPeriod);
  await close(ctx, duty, lastDay);
  await recordFact(ctx, 'duty.ended', ['duty', dutyId], { validTo: lastDay, areaId: duty.areaId, personId: duty.personId });
  return viewOf(ctx, dutyId);
}

interface NewHolder {
  readonly personId: Id;
  readonly validFrom: Day;
  readonly note: string;
}

async function passOn(ctx: WriteContext, seen: DutyRow, to: NewHolder): Promise<DutyView> {
  await lockArea(ctx, seen.areaId);
  const duty = asSeen(await dutyById(ctx.tx, seen.id), seen.revision);
  const end = decided(handOver(duty.areaName, duty, to));
  await close(ctx, duty, end);
  const before = { personId: duty.personId, validFrom: duty.validFrom, validTo: end };
  return insertDuty(ctx, 'duty.transferred', { areaId: duty.areaId, ...to, validTo: null }, before);
}

async function insertDuty(
  ctx: WriteContext,
  fact: 'duty.given' | 'duty.transferred',
  { note, ...given }: DutyGiven & { readonly note: string },
  before?: object,
): Promise<DutyView> {
  const id = newId();
  await ctx.tx
    .writing<CityTables>()
    .insertInto('areaDuties')
    .values({ cityId: ctx.tx.cityId, id, postId: null, note, ...given })
    .execute();
  await recordFact(ctx, fact, ['duty', id], given, before);
  return viewOf(ctx, id);
}

async function close(ctx: WriteContext, duty: DutyRow, validTo: Day): Promise<void> {
  const values = { validTo, revision: duty.revision + 1 };
  await ctx.tx
    .writing<CityTables>()
    .updateTable('areaDuties')
    .set(values)
    .where('cityId', '=', ctx.tx.cityId)
    .where('id', '=', duty.id)
    .execute();
}

/** Locks the area, so that its duty changes hands once at a time. */
const lockArea = (ctx: WriteContext, id: Id) =>
  ctx.tx
    .writing<CityTables>()
    .selectFrom('areas')
    .select(['id', 'name', 'path'])
    .where('cityId', '=', ctx.tx.cityId)
    .where('id', '=', id)
    .where('endedOn', 'is', null)
    .forUpdate()
    .executeTakeFirst();

async function activePerson(ctx: WriteContext, id: Id): Promise<void> {
  const person = found(await lockPerson(ctx, id));
  if (!person.active) throw new Problem(cityProblems.personInactive, { name: person.name });
}

async function viewOf(ctx: WriteContext, id: Id): Promise<DutyView> {
  return dutyView(found(await dutyById(ctx.tx, id)), cityDay(ctx.now));
}
