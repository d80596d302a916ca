import type { Actor, ActorPost, Role } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import type { Day } from '../kernel/time.ts';
import type { Tx } from '../platform/db/read.ts';
import { newId } from '../platform/ids.ts';
import { pathBelow } from './rules.ts';
import type { AreaKind, AreaRef, CitySettings, PolygonGeometry, UnitKind } from './schema.ts';
import { searchText } from './search-text.ts';
import { shapeOf } from './shape.ts';
import type { CityTables } from './store/tables.ts';

/** Records for tests, written directly: no permission, no journal. Every part can be given; what is not is made up. */

let count = 0;
const next = () => String(++count).padStart(4, '0');

interface TestArea extends AreaRef {
  readonly parentId: Id | null;
}
interface TestUnit {
  readonly id: Id;
  readonly name: string;
  readonly path: string;
  readonly areaId: Id | null;
}
/** A small city: a district with two streets, in each a community, in the first of them two compounds; and its units. */
export interface TestCity {
  readonly cityId: number;
  readonly headquarters: TestUnit;
  readonly office: TestUnit;
  /** Two departments. */
  readonly department: TestUnit;
  readonly otherDepartment: TestUnit;
  readonly streetUnit: TestUnit;
  readonly communityUnit: TestUnit;
  readonly district: TestArea;
  readonly street: TestArea;
  readonly otherStreet: TestArea;
  readonly community: TestArea;
  readonly otherCommunity: TestArea;
  readonly compound: TestArea;
  readonly otherCompound: TestArea;
}

/** A rectangle as a GeoJSON polygon, corners west-south and east-north, counter-clockwise. */
export const aRectangle = (west: number, south: number, east: number, north: number): PolygonGeometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});

/** The rectangle of the test city's district; the streets are its western and its eastern half. */
export const testBounds = { west: 107.6, south: 37.0, east: 107.64, north: 37.02 } as const;

/** The position in the middle of an area of the test city. */
export const positionIn = {
  compound: { lng: 107.605, lat: 37.005 },
  otherCompound: { lng: 107.605, lat: 37.015 },
  otherCommunity: { lng: 107.63, lat: 37.01 },
};

export async function aCity(
  tx: Tx,
  wanted: { readonly name?: string; readonly settings?: Partial<CitySettings>; readonly host?: string } = {},
): Promise<TestCity> {
  const { cityId } = tx;
  await tx
    .writing<CityTables>()
    .insertInto('cities')
    .values({
      cityId,
      name: wanted.name ?? '测试市',
      nameEn: 'Test City',
      host: wanted.host ?? null,
      areaCode: '619900',
      settings: wanted.settings ?? {},
    })
    .onConflict((on) => on.doNothing())
    .execute();
  const { west, south, east, north } = testBounds;
  const [middle, half, between] = [(west + east) / 2, (south + north) / 2, west + 0.01];
  const district = await anArea(tx, { kind: 'district', name: '塔湾区', polygon: aRectangle(west, south, east, north) });
  const street = await anArea(tx, { kind: 'street', name: '枣林街道', parent: district, polygon: aRectangle(west, south, middle, north) });
  const otherStreet = await anArea(tx, {
    kind: 'street',
    name: '石桥街道',
    parent: district,
    polygon: aRectangle(middle, south, east, north),
  });
  const community = await anArea(tx, {
    kind: 'community',
    name: '河滨社区',
    parent: street,
    polygon: aRectangle(west, south, middle, north),
  });
  const otherCommunity = await anArea(tx, {
    kind: 'community',
    name: '石桥社区',
    parent: otherStreet,
    polygon: aRectangle(middle, south, east, north),
  });
  const compound = await anArea(tx, {
    kind: 'compound',
    name: '农机局家属院',
    parent: community,
    polygon: aRectangle(west, south, between, half),
  });
  const otherCompound = await anArea(tx, {
    kind: 'compound',
    name: '水文局小区',
    parent: community,
    polygon: aRectangle(west, half, between, north),
  });
  const headquarters = await aUnit(tx, { kind: 'headquarters', name: '创建全国文明城市指挥部' });
  const units = {
    headquarters,
    office: await aUnit(tx, { kind: 'office', name: '创文办', parent: headquarters }),
    department: await aUnit(tx, { kind: 'department', name: '城市管理局', parent: headquarters }),
    otherDepartment: await aUnit(tx, { kind: 'department', name: '市场监督管理局', parent: headquarters }),
    streetUnit: await aUnit(tx, { kind: 'street', name: '枣林街道办事处', areaId: street.id }),
  };
  const communityUnit = await aUnit(tx, { kind: 'community', name: '河滨社区居委会', parent: units.streetUnit, areaId: community.id });
  return { cityId, ...units, communityUnit, district, street, otherStreet, community, otherCommunity, compound, otherCompound };
}

interface WantedArea {
  readonly kind?: AreaKind;
  readonly name?: string;
  readonly code?: string;
  readonly parent?: Pick<TestArea, 'id' | 'path'> | null;
  readonly polygon?: PolygonGeometry | null;
}
/** @public */
export async function anArea(tx: Tx, wanted: WantedArea = {}): Promise<TestArea> {
  const id = newId();
  const code = wanted.code ?? `T${next()}`;
  const { kind = 'compound', name = `小区${code}`, parent = null, polygon = null } = wanted;
  const area = { id, kind, name, code, path: pathBelow(parent?.path ?? null, id), parentId: parent?.id ?? null };
  const row = { ...area, cityId: tx.cityId, sort: 0, polygon, ...shapeOf(polygon), endedOn: null, search: searchText(name, 'other', code) };
  await tx
    .writing<CityTables>()
    .insertInto('areas')
    .values({ ...row, polygon: polygon ? (JSON.stringify(polygon) as never) : null })
    .execute();
  await tx.writing<CityTables>().updateTable('cities').set({ areaVersion: newId() }).where('cityId', '=', tx.cityId).execute();
  return area;
}

interface WantedUnit {
  readonly kind?: UnitKind;
  readonly name?: string;
  readonly shortName?: string;
  readonly code?: string;
  readonly parent?: Pick<TestUnit, 'id' | 'path'> | null;
  readonly areaId?: Id | null;
  readonly keyUnit?: boolean;
}
/** @public */
export async function aUnit(tx: Tx, wanted: WantedUnit = {}): Promise<TestUnit> {
  const id = newId();
  const code = wanted.code ?? `U${next()}`;
  const { kind = 'department', name = `单位${code}`, parent = null, areaId = null, keyUnit = false } = wanted;
  const unit = { id, name, path: pathBelow(parent?.path ?? null, id), areaId };
  const shortName = wanted.shortName ?? name.slice(0, 20);
  const rest = { parentId: parent?.id ?? null, phone: null, endedOn: null, sort: 0, search: searchText(name, 'other', shortName, code) };
  await tx
    .writing<CityTables>()
    .insertInto('units')
    .values({ cityId: tx.cityId, ...unit, kind, shortName, code, keyUnit, ...rest })
    .execute();
  return unit;
}

export interface WantedPerson {
  /** Without a role the person has no post. */
  readonly role?: Role;
  /** Without it a new department. */
  readonly unitId?: Id;
  readonly areaId?: Id | null;
  readonly name?: string;
  readonly phone?: string;
  readonly validFrom?: Day;
  readonly validTo?: Day | null;
}
export interface TestPerson {
  readonly id: Id;
  readonly name: string;
  readonly postId: Id | null;
  readonly unitId: Id | null;
  /** Acts as this person: `{...ctx, actor: person.actor}`. */
  readonly actor: Actor;
}
export async function aPerson(tx: Tx, wanted: WantedPerson = {}): Promise<TestPerson> {
  const id = newId();
  const code = `P${next()}`;
  const name = wanted.name ?? `人员${code}`;
  const empty = { userId: null, userName: null, email: null, endedOn: null };
  const person = { cityId: tx.cityId, id, name, code, phone: wanted.phone ?? null, ...empty, search: searchText(name, 'person', code) };
  await tx.writing<CityTables>().insertInto('people').values(person).execute();
  const post = wanted.role ? await aPost(tx, { ...wanted, role: wanted.role, personId: id }) : null;
  const actor: Actor = { cityId: tx.cityId, kind: 'person', personId: id, name, posts: post ? [post] : [], locale: 'zh' };
  return { id, name, postId: post?.postId ?? null, unitId: post?.unitId ?? null, actor };
}

/** One more post for a person. @public */
export async function aPost(tx: Tx, wanted: WantedPerson & { readonly personId: Id; readonly role: Role }): Promise<ActorPost> {
  const { personId, role, areaId = null, validFrom = '2026-01-01', validTo = null } = wanted;
  const unitId = wanted.unitId ?? (await aUnit(tx)).id;
  const id = newId();
  const row = { cityId: tx.cityId, id, personId, unitId, role, areaId, title: '', validFrom, validTo, deputyFor: null };
  await tx.writing<CityTables>().insertInto('posts').values(row).execute();
  const unit = await tx
    .writing<CityTables>()
    .selectFrom('units')
    .select(['name', 'shortName'])
    .where('cityId', '=', tx.cityId)
    .where('id', '=', unitId)
    .executeTakeFirstOrThrow();
  return { postId: id, unitId, unitName: unit.name, unitShortName: unit.shortName, role, areaId, deputyFor: null };
}

/** Makes a person answer for an area. */
export async function aDuty(
  tx: Tx,
  wanted: { readonly areaId: Id; readonly personId: Id; readonly validFrom?: Day; readonly validTo?: Day | null },
): Promise<Id> {
  const id = newId();
  const { areaId, personId, validFrom = '2026-01-01', validTo = null } = wanted;
  await tx
    .writing<CityTables>()
    .insertInto('areaDuties')
    .values({ cityId: tx.cityId, id, areaId, personId, postId: null, validFrom, validTo, note: '' })
    .execute();
  return id;
}
