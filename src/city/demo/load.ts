import type { Id } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { pathBelow } from '../rules.ts';
import type { AreaKind } from '../schema.ts';
import { searchText } from '../search-text.ts';
import { recordFact } from '../service/change.ts';
import { shapeOf } from '../shape.ts';
import { touchAreas } from '../store/areas.ts';
import type { CityTables } from '../store/tables.ts';
import { DEMO_AREA_CODE, demoAreas } from './areas.ts';
import { demoPeople, type DemoPerson } from './people.ts';
import { demoUnits } from './units.ts';

/** What the later parts of the demo find again: records by code, areas also by name (each name stands once). */
export interface LoadedCity {
  readonly areas: ReadonlyMap<string, LoadedArea>;
  readonly units: ReadonlyMap<string, { readonly id: Id; readonly path: string }>;
  readonly people: readonly (DemoPerson & { readonly id: Id })[];
}
export interface LoadedArea {
  readonly id: Id;
  readonly kind: AreaKind;
  readonly name: string;
  readonly code: string;
  readonly path: string;
  readonly parentName: string | null;
}

/** The same records go in by the hundred: one statement a table, and the same facts as by hand. */
export async function loadCity(ctx: WriteContext, dice: () => number, since: Day): Promise<LoadedCity> {
  const { tx } = ctx;
  const city = { name: '安塬市', nameEn: 'Anyuan', areaCode: DEMO_AREA_CODE };
  await tx
    .writing<CityTables>()
    .insertInto('cities')
    .values({ cityId: tx.cityId, ...city, host: null, settings: { publicName: { zh: '安塬文明网', en: 'Anyuan Civic' } } })
    .execute();
  const areas = await loadAreas(ctx, dice);
  const units = await loadUnits(ctx, areas);
  const people = await loadPeople(ctx, areas, units, dice, since);
  const headquarters = units.get('ZHB');
  if (headquarters) await recordFact(ctx, 'city.created', ['unit', headquarters.id], city);
  return { areas, units, people };
}

async function loadAreas(ctx: WriteContext, dice: () => number): Promise<ReadonlyMap<string, LoadedArea>> {
  const { tx } = ctx;
  const byCode = new Map<string, LoadedArea>();
  const rows = demoAreas(dice).map(({ parentCode, ...area }) => {
    const parent = parentCode === null ? undefined : byCode.get(parentCode);
    const id = newId();
    const path = pathBelow(parent?.path ?? null, id);
    byCode.set(area.code, { id, kind: area.kind, name: area.name, code: area.code, path, parentName: parent?.name ?? null });
    return {
      ...area,
      ...shapeOf(area.polygon),
      cityId: tx.cityId,
      id,
      parentId: parent?.id ?? null,
      path,
      endedOn: null,
      search: searchText(area.name, 'other', area.code),
    };
  });
  await tx.writing<CityTables>().insertInto('areas').values(rows).execute();
  await touchAreas(tx);
  for (const { id, parentId, kind, name, code } of rows)
    await recordFact(ctx, 'area.added', ['area', id], { parentId, kind, name, code, border: true });
  return new Map([...byCode.values()].map((area) => [area.name, area]));
}

async function loadUnits(ctx: WriteContext, areas: LoadedCity['areas']): Promise<LoadedCity['units']> {
  const { tx } = ctx;
  const byCode = new Map<string, { id: Id; path: string }>();
  const rows = demoUnits().map(({ parentCode, areaName, ...unit }, sort) => {
    const parent = parentCode === null ? undefined : byCode.get(parentCode);
    const id = newId();
    const path = pathBelow(parent?.path ?? null, id);
    byCode.set(unit.code, { id, path });
    const areaId = areaName === null ? null : (areas.get(areaName)?.id ?? null);
    const search = searchText(unit.name, 'other', unit.shortName, unit.code);
    return { ...unit, cityId: tx.cityId, id, parentId: parent?.id ?? null, areaId, path, sort, endedOn: null, search };
  });
  await tx.writing<CityTables>().insertInto('units').values(rows).execute();
  for (const { id, parentId, kind, name, shortName, code, areaId, phone, keyUnit } of rows) {
    await recordFact(ctx, 'unit.added', ['unit', id], { parentId, kind, name, shortName, code, areaId, phone, keyUnit });
  }
  return byCode;
}

async function loadPeople(
  ctx: WriteContext,
  areas: LoadedCity['areas'],
  units: LoadedCity['units'],
  dice: () => number,
  since: Day,
): Promise<LoadedCity['people']> {
  const { tx } = ctx;
  const { cityId } = tx;
  const people = demoPeople(dice).map((person) => ({ ...person, id: newId() }));
  const rows = people.map(({ id, name, code, phone, userName }) => ({
    cityId,
    id,
    name,
    code,
    phone,
    userName,
    userId: null,
    email: null,
    endedOn: null,
    search: searchText(name, 'person', code),
  }));
  const posts = people.flatMap(({ id: personId, unitCode, areaName, role, title }) => {
    const unit = units.get(unitCode);
    if (!unit) return [];
    const areaId = areaName === null ? null : (areas.get(areaName)?.id ?? null);
    return { cityId, id: newId(), personId, unitId: unit.id, role, areaId, title, validFrom: since, validTo: null, deputyFor: null };
  });
  await tx.writing<CityTables>().insertInto('people').values(rows).execute();
  await tx.writing<CityTables>().insertInto('posts').values(posts).execute();
  for (const { id, name, code } of rows) await recordFact(ctx, 'person.added', ['person', id], { name, code });
  for (const { id, cityId: _city, ...post } of posts) await recordFact(ctx, 'post.given', ['post', id], post);
  return people;
}
