import type { Id } from '../../kernel/ids.ts';
import type { InputOf, OutputOf } from '../../kernel/operation.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import type {
  compoundChange,
  facilityChange,
  facilityCreate,
  facilityEnd,
  venueChange,
  venueCreate,
  venueEnd,
  venuesList,
} from '../api/compounds.ts';
import { cityDay } from '../rules.ts';
import type { CompoundView, FacilityView, VenueView } from '../schema.ts';
import { areaRef } from '../store/areas.ts';
import { compoundOf, facilitiesOf, venueById, venuePage } from '../store/compounds.ts';
import type { CityTables } from '../store/tables.ts';
import { unitRef } from '../store/units.ts';
import { asSeen, difference, found, recordFact } from './change.ts';
import { requireReach } from './gate.ts';
import { afterCursor, pageFrom } from '../../platform/db/keyset.ts';

/** The area, when the actor may keep its records. @throws Problem notFound, notInYourArea */
async function keepable(ctx: WriteContext, areaId: Id): Promise<void> {
  await requireReach(ctx, 'city.keepCompounds', found(await areaRef(ctx.tx, areaId)).path);
}

async function knownUnit(ctx: WriteContext, unitId: Id | null | undefined): Promise<void> {
  if (unitId) found(await unitRef(ctx.tx, unitId));
}

export async function changeCompound(
  ctx: WriteContext,
  { areaId, revision, ...wanted }: InputOf<typeof compoundChange>,
): Promise<CompoundView> {
  const { tx } = ctx;
  await keepable(ctx, areaId);
  await knownUnit(ctx, wanted.residentUnitId);
  const db = tx.writing<CityTables>();
  const row = await db
    .selectFrom('compounds')
    .selectAll()
    .where('cityId', '=', tx.cityId)
    .where('areaId', '=', areaId)
    .forUpdate()
    .executeTakeFirst();
  if (row) {
    asSeen(row, revision);
    const changed = difference(row, wanted);
    if (changed) {
      const values = { ...changed.after, revision: row.revision + 1 };
      await db.updateTable('compounds').set(values).where('cityId', '=', tx.cityId).where('areaId', '=', areaId).execute();
      await recordFact(ctx, 'compound.changed', ['area', areaId], changed.after, changed.before);
    }
  } else {
    await db
      .insertInto('compounds')
      .values({ cityId: tx.cityId, areaId, ...wanted })
      .execute();
    await recordFact(ctx, 'compound.changed', ['area', areaId], wanted);
  }
  return found(await compoundOf(tx, areaId));
}

export async function createFacility(ctx: WriteContext, input: InputOf<typeof facilityCreate>): Promise<FacilityView> {
  await keepable(ctx, input.areaId);
  await knownUnit(ctx, input.partnerUnitId);
  const id = newId();
  await ctx.tx
    .writing<CityTables>()
    .insertInto('facilities')
    .values({ cityId: ctx.tx.cityId, id, ...input, endedOn: null })
    .execute();
  await recordFact(ctx, 'facility.added', ['facility', id], input);
  return found((await facilitiesOf(ctx.tx, input.areaId, id))[0]);
}

export async function changeFacility(
  ctx: WriteContext,
  { facilityId, revision, ...wanted }: InputOf<typeof facilityChange>,
): Promise<FacilityView> {
  const row = asSeen(await lockFacility(ctx, facilityId), revision);
  await keepable(ctx, row.areaId);
  await knownUnit(ctx, wanted.partnerUnitId);
  const changed = difference(row, wanted);
  if (changed) {
    await facilities(ctx, facilityId)
      .set({ ...changed.after, revision: row.revision + 1 })
      .execute();
    await recordFact(ctx, 'facility.changed', ['facility', facilityId], { areaId: row.areaId, ...changed.after }, changed.before);
  }
  return found((await facilitiesOf(ctx.tx, row.areaId, facilityId))[0]);
}

export async function endFacility(ctx: WriteContext, { facilityId, revision }: InputOf<typeof facilityEnd>): Promise<void> {
  const row = asSeen(await lockFacility(ctx, facilityId), revision);
  await keepable(ctx, row.areaId);
  const endedOn = cityDay(ctx.now);
  await facilities(ctx, facilityId)
    .set({ endedOn, revision: row.revision + 1 })
    .execute();
  await recordFact(ctx, 'facility.ended', ['facility', facilityId], { areaId: row.areaId, endedOn });
}

export async function listVenues(ctx: ReadContext, input: InputOf<typeof venuesList>): Promise<OutputOf<typeof venuesList>> {
  const under = input.under ? found(await areaRef(ctx.read, input.under)).path : undefined;
  const [after = null] = afterCursor(input.cursor, 1) ?? [];
  return pageFrom(await venuePage(ctx.read, under, after, input.limit + 1), input.limit, (venue) => [venue.id]);
}

export async function createVenue(ctx: WriteContext, input: InputOf<typeof venueCreate>): Promise<VenueView> {
  await keepable(ctx, input.areaId);
  const id = newId();
  await ctx.tx
    .writing<CityTables>()
    .insertInto('venues')
    .values({ cityId: ctx.tx.cityId, id, ...input, endedOn: null })
    .execute();
  await recordFact(ctx, 'venue.added', ['venue', id], input);
  return found(await venueById(ctx.tx, id));
}

export async function changeVenue(ctx: WriteContext, { venueId, revision, ...wanted }: InputOf<typeof venueChange>): Promise<VenueView> {
  const row = asSeen(await lockVenue(ctx, venueId), revision);
  await keepable(ctx, row.areaId);
  if (wanted.areaId !== undefined) await keepable(ctx, wanted.areaId);
  const changed = difference(row, wanted);
  if (changed) {
    await venues(ctx, venueId)
      .set({ ...changed.after, revision: row.revision + 1 })
      .execute();
    await recordFact(ctx, 'venue.changed', ['venue', venueId], changed.after, changed.before);
  }
  return found(await venueById(ctx.tx, venueId));
}

export async function endVenue(ctx: WriteContext, { venueId, revision }: InputOf<typeof venueEnd>): Promise<void> {
  const row = asSeen(await lockVenue(ctx, venueId), revision);
  await keepable(ctx, row.areaId);
  const endedOn = cityDay(ctx.now);
  await venues(ctx, venueId)
    .set({ endedOn, revision: row.revision + 1 })
    .execute();
  await recordFact(ctx, 'venue.ended', ['venue', venueId], { endedOn });
}

const facilities = (ctx: WriteContext, id: Id) =>
  ctx.tx.writing<CityTables>().updateTable('facilities').where('cityId', '=', ctx.tx.cityId).where('id', '=', id);
const venues = (ctx: WriteContext, id: Id) =>
  ctx.tx.writing<CityTables>().updateTable('venues').where('cityId', '=', ctx.tx.cityId).where('id', '=', id);

const lockFacility = (ctx: WriteContext, id: Id) => {
  const query = ctx.tx.writing<CityTables>().selectFrom('facilities').selectAll().where('cityId', '=', ctx.tx.cityId);
  return query.where('id', '=', id).where('endedOn', 'is', null).forUpdate().executeTakeFirst();
};
const lockVenue = (ctx: WriteContext, id: Id) => {
  const query = ctx.tx.writing<CityTables>().selectFrom('venues').selectAll().where('cityId', '=', ctx.tx.cityId);
  return query.where('id', '=', id).where('endedOn', 'is', null).forUpdate().executeTakeFirst();
};
