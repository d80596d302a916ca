import type { Id } from '../../kernel/ids.ts';
import type { WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import type { Defence, FacilityState, VenueKind } from '../schema.ts';
import { recordFact } from '../service/change.ts';
import type { CityTables } from '../store/tables.ts';
import type { LoadedArea, LoadedCity } from './load.ts';
import { compoundsOfUnits, mendedCompounds } from './places.ts';
import { demoUnits } from './units.ts';

const RIVERSIDE = '河滨社区';
/** 重点小区 of the source: corridors, basements and dead corners to clear. */
const keyCompounds: readonly string[] = ['铁路二院', '粮食局院', '印刷厂院', '百货后院', '农机局家属院'];
const standard: readonly (readonly [Defence, string, number, string])[] = [
  ['people', '值班员', 2, '名'],
  ['physical', '单元门', 1, '樘'],
  ['technical', '监控探头', 4, '路'],
  ['mental', '调解小组', 1, '个'],
];

const compoundsOf = (city: LoadedCity) => [...city.areas.values()].filter((area) => area.kind === 'compound');
const isRiverside = (city: LoadedCity, area: LoadedArea) => area.path.startsWith(city.areas.get(RIVERSIDE)?.path ?? '-');

/** Buildings, households, who manages it; and what stands of the four defences. */
export async function loadCompounds(ctx: WriteContext, city: LoadedCity, dice: () => number, checkedOn: string): Promise<void> {
  const { tx } = ctx;
  const { cityId } = tx;
  const unitIds = new Map(demoUnits().map((unit) => [unit.name, city.units.get(unit.code)?.id ?? null]));
  const residentUnit = (name: string): Id | null => unitIds.get(compoundsOfUnits[name] ?? '') ?? null;
  const compounds = compoundsOf(city).map((area) => {
    const buildings = 2 + Math.floor(dice() * 9);
    const households = buildings * (28 + Math.floor(dice() * 16));
    const builtYear = 1978 + Math.floor(dice() * 40);
    const propertyManager = builtYear > 2002 ? `${area.name.slice(0, 2)}物业服务部` : null;
    const keyCompound = keyCompounds.includes(area.name);
    return {
      cityId,
      areaId: area.id,
      buildings,
      households,
      builtYear,
      propertyManager,
      residentUnitId: residentUnit(area.name),
      keyCompound,
      note: '',
    };
  });
  await tx.writing<CityTables>().insertInto('compounds').values(compounds).execute();
  for (const { cityId: _city, areaId, ...compound } of compounds) await recordFact(ctx, 'compound.changed', ['area', areaId], compound);
  const facilities = compoundsOf(city).flatMap((area) =>
    standard.map(([defence, name, amount, measureWord]) => {
      const mended = defence === 'technical' && mendedCompounds.includes(area.name);
      const state = isRiverside(city, area) ? 'inPlace' : drawnState(dice);
      const known = { checkedOn: state === 'unknown' ? null : checkedOn, partnerUnitId: mended ? residentUnit(area.name) : null };
      const note = mended ? '与驻街单位一起补齐并维修' : '';
      return {
        cityId,
        id: newId(),
        areaId: area.id,
        defence,
        name,
        amount: amount + Math.floor(dice() * 5),
        measureWord,
        state,
        ...known,
        note,
        endedOn: null,
      };
    }),
  );
  await tx.writing<CityTables>().insertInto('facilities').values(facilities).execute();
  for (const { cityId: _city, id, ...facility } of facilities) await recordFact(ctx, 'facility.added', ['facility', id], facility);
}

function drawnState(dice: () => number): FacilityState {
  const drawn = dice();
  if (drawn < 0.72) return 'inPlace';
  if (drawn < 0.82) return 'broken';
  return drawn < 0.9 ? 'missing' : 'unknown';
}

const usual: readonly (readonly [VenueKind, string])[] = [
  ['school', '市民学校'],
  ['board', '宣传栏'],
  ['culture', '文化活动室'],
  ['reading', '电子阅览室'],
];

/** 阵地 of the communities: the first has all four kinds, the others two or three. */
export async function loadVenues(ctx: WriteContext, city: LoadedCity, dice: () => number): Promise<void> {
  const { tx } = ctx;
  const communities = [...city.areas.values()].filter((area) => area.kind === 'community');
  const venues = communities.flatMap((area) =>
    usual
      .filter(([kind]) => area.name === RIVERSIDE || kind === 'board' || dice() < 0.55)
      .map(([kind, name]) => ({
        cityId: tx.cityId,
        id: newId(),
        areaId: area.id,
        kind,
        name: `${area.name}${name}`,
        address: `${area.name}居委会院内`,
        lng: null,
        lat: null,
        endedOn: null,
      })),
  );
  await tx.writing<CityTables>().insertInto('venues').values(venues).execute();
  for (const { id, areaId, kind, name } of venues) await recordFact(ctx, 'venue.added', ['venue', id], { areaId, kind, name });
}
