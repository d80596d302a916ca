import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { Fact, WriteContext } from '../../platform/context.ts';
import type { UnitKind, UnitRow } from '../schema.ts';
import { searchText } from '../search-text.ts';
import type { CityTables } from '../store/tables.ts';
import { difference } from './change.ts';

interface UnitFields {
  readonly parentId: Id | null;
  readonly kind: UnitKind;
  readonly name: string;
  readonly shortName: string;
  readonly areaId: Id | null;
  readonly phone: string | null;
  readonly keyUnit: boolean;
  readonly sort: number;
}

export interface NewUnit extends UnitFields {
  readonly id: Id;
  readonly code: string;
  /** Below the parent's. */
  readonly path: string;
}

export interface UnitChange {
  readonly unit: UnitRow;
  readonly wanted: UnitFields;
  /** Below the parent's, as it will stand. */
  readonly path: string;
}

/** 14 values a row of 65,535 that a statement may carry. */
const BATCH = 1000;

const searchOf = ({ name, shortName }: UnitFields, code: string) => searchText(name, 'other', shortName, code);

/** Adds units whose place has been looked at, parents before children. @throws Problem stale when a code was taken meanwhile */
export async function addUnits(ctx: WriteContext, units: readonly NewUnit[]): Promise<void> {
  for (let at = 0; at < units.length; at += BATCH) {
    const part = units.slice(at, at + BATCH);
    const made = await ctx.tx
      .writing<CityTables>()
      .insertInto('units')
      .values(part.map((unit) => ({ ...unit, cityId: ctx.tx.cityId, endedOn: null, search: searchOf(unit, unit.code) })))
      .onConflict((on) => on.columns(['cityId', 'code']).doNothing())
      .executeTakeFirst();
    if (made.numInsertedOrUpdatedRows !== BigInt(part.length)) throw new Problem(problems.stale);
  }
  await ctx.recordAll(
    units.map(({ id, path: _path, ...after }) => ({ type: 'unit.added' as const, subject: { kind: 'unit', id }, after })),
  );
}

/**
 * Changes units that keep their codes and whose places have been looked at, two statements for a thousand; who stands
 * below them is moved by the caller. @throws Problem stale when somebody was faster
 */
export async function changeUnits(ctx: WriteContext, changes: readonly UnitChange[]): Promise<void> {
  for (let at = 0; at < changes.length; at += BATCH) {
    const part = changes.slice(at, at + BATCH);
    const values = part.map(({ unit: { id, code, revision }, wanted, path }) => ({
      ...wanted,
      id,
      revision,
      path,
      search: searchOf(wanted, code),
    }));
    const changed = await ctx.tx.rows(
      sql`update units u set parent_id = v."parentId", kind = v.kind, name = v.name, short_name = v."shortName", area_id = v."areaId",
          phone = v.phone, key_unit = v."keyUnit", sort = v.sort, path = v.path, search = v.search, revision = u.revision + 1
        from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
          as v(id uuid, revision integer, "parentId" uuid, kind text, name text, "shortName" text, "areaId" uuid, phone text,
            "keyUnit" boolean, sort integer, path text, search text)
        where u.city_id = ${ctx.tx.cityId} and u.id = v.id and u.revision = v.revision and u.ended_on is null returning u.id`,
    );
    if (changed.length !== part.length) throw new Problem(problems.stale);
    await ctx.recordAll(part.flatMap(changeFact));
  }
}

function changeFact({ unit, wanted }: UnitChange): Fact[] {
  const { id, parentId, kind, name, shortName, areaId, phone, keyUnit, sort } = unit;
  const changed = difference({ parentId, kind, name, shortName, areaId, phone, keyUnit, sort }, wanted);
  return changed ? [{ type: 'unit.changed', subject: { kind: 'unit', id }, ...changed }] : [];
}
