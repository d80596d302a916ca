import { z } from 'zod';
import { id } from '../kernel/ids.ts';
import { operation, pageOf, paging } from '../kernel/operation.ts';
import { problems } from '../kernel/problem.ts';
import { day } from '../kernel/time.ts';
import {
  areaCollection,
  areaFields,
  areaKind,
  areaRef,
  areaRow,
  areaView,
  bounds,
  changeOf,
  cityProblems as refusals,
  citySettings,
  flag,
  lat,
  lng,
  polygonGeometry,
  postView,
  revision,
  shortText,
  unitFields,
  unitKind,
  unitRow,
} from './schema.ts';

const { notFound, stale } = problems;

// The city
export const cityAbout = operation({
  id: 'city.about',
  method: 'GET',
  path: '/city',
  summary: { zh: '城市名称与地图设置', en: "The city's name and map settings" },
  permission: 'public',
  output: z.object({
    name: z.string(),
    nameEn: z.string(),
    areaCode: z.string(),
    publicName: citySettings.shape.publicName,
    hotline: z.string(),
    tiles: citySettings.shape.tiles,
    bounds: bounds.nullable(),
  }),
  errors: [refusals.noCity],
});
const settingsView = z.object({ name: z.string(), nameEn: z.string(), areaCode: z.string(), settings: citySettings, revision });
export const citySettingsGet = operation({
  id: 'city.settings',
  method: 'GET',
  path: '/city/settings',
  summary: { zh: '城市设置', en: 'City settings' },
  permission: 'city.view',
  output: settingsView,
  errors: [refusals.noCity],
});
export const citySettingsChange = operation({
  id: 'city.changeSettings',
  method: 'PUT',
  path: '/city/settings',
  summary: { zh: '修改城市设置', en: 'Change the city settings' },
  permission: 'city.manageSettings',
  body: { name: shortText.min(1), nameEn: shortText.min(1), areaCode: shortText, settings: citySettings, revision },
  output: settingsView,
  errors: [stale, refusals.noCity],
});

// Units
export const unitsList = operation({
  id: 'units.list',
  method: 'GET',
  path: '/units',
  summary: { zh: '单位（整棵树，按顺序）', en: 'Units: the whole tree in order' },
  permission: 'city.view',
  query: { kind: unitKind.optional(), under: id.optional(), q: shortText.optional(), ended: flag },
  output: z.object({ items: z.array(unitRow) }),
});
export const unitGet = operation({
  id: 'units.get',
  method: 'GET',
  path: '/units/:unitId',
  summary: { zh: '一个单位', en: 'One unit' },
  permission: 'city.view',
  params: { unitId: id },
  output: unitRow.extend({ area: areaRef.nullable(), parents: z.array(z.object({ id, name: z.string() })), posts: z.array(postView) }),
  errors: [notFound],
});
export const unitCreate = operation({
  id: 'units.create',
  method: 'POST',
  path: '/units',
  summary: { zh: '新增单位', en: 'Add a unit' },
  permission: 'city.manageUnits',
  body: unitFields,
  output: unitRow,
  errors: [notFound, refusals.codeTaken, refusals.wrongParent, refusals.tooDeep],
});
export const unitChange = operation({
  id: 'units.change',
  method: 'PATCH',
  path: '/units/:unitId',
  summary: { zh: '修改单位', en: 'Change a unit' },
  permission: 'city.manageUnits',
  params: { unitId: id },
  body: changeOf(unitFields),
  output: unitRow,
  errors: [
    notFound,
    stale,
    refusals.codeTaken,
    refusals.wrongParent,
    refusals.circular,
    refusals.doesNotFitBelow,
    refusals.tooDeep,
    refusals.alreadyEnded,
  ],
});
export const unitEnd = operation({
  id: 'units.end',
  method: 'POST',
  path: '/units/:unitId/end',
  summary: { zh: '停用单位（保留历史）', en: 'End a unit; its history stays' },
  permission: 'city.manageUnits',
  params: { unitId: id },
  body: { revision, endedOn: day.optional() },
  output: unitRow,
  errors: [notFound, stale, refusals.alreadyEnded, refusals.stillUsed],
});

// Areas
export const areasTree = operation({
  id: 'areas.tree',
  method: 'GET',
  path: '/areas/tree',
  summary: { zh: '片区树（上级在前；不含边界线）', en: 'The tree of areas, parents first, without borders' },
  permission: 'city.view',
  query: { under: id.optional(), kinds: z.string().max(80).optional(), ended: flag },
  output: z.object({ items: z.array(areaRow) }),
});
export const areasList = operation({
  id: 'areas.list',
  method: 'GET',
  path: '/areas',
  summary: { zh: '查找片区', en: 'Find areas' },
  permission: 'city.view',
  query: { q: shortText.optional(), kind: areaKind.optional(), under: id.optional(), ended: flag, ...paging },
  output: pageOf(areaRow),
});
export const areaGet = operation({
  id: 'areas.get',
  method: 'GET',
  path: '/areas/:areaId',
  summary: { zh: '一个片区：边界、负责人、小区情况', en: 'One area: border, who answers, what stands there' },
  permission: 'city.view',
  params: { areaId: id },
  output: areaView,
  errors: [notFound],
});
export const areasMap = operation({
  id: 'areas.map',
  method: 'GET',
  path: '/areas/map',
  summary: { zh: '片区边界（GeoJSON，WGS 84）', en: 'Borders of areas as GeoJSON, WGS 84' },
  permission: 'public',
  query: { under: id.optional(), kinds: z.string().max(80).default('district,street,community') },
  output: areaCollection,
});
export const areaAt = operation({
  id: 'areas.at',
  method: 'GET',
  path: '/areas/at',
  summary: { zh: '这个位置属于哪个片区', en: 'The areas a position lies in' },
  permission: 'public',
  query: { lng: z.coerce.number().pipe(lng), lat: z.coerce.number().pipe(lat), coordinates: z.enum(['wgs84', 'gcj02']).default('wgs84') },
  output: z.object({ areaId: id.nullable(), path: z.array(areaRef) }),
});
export const areaCreate = operation({
  id: 'areas.create',
  method: 'POST',
  path: '/areas',
  summary: { zh: '新增片区', en: 'Add an area' },
  permission: 'city.manageAreas',
  body: { ...areaFields, polygon: polygonGeometry.nullable().default(null) },
  output: areaRow,
  errors: [notFound, refusals.codeTaken, refusals.wrongParent, refusals.faultyBorders],
  bodyLimit: 4 * 1024 * 1024,
});
export const areaChange = operation({
  id: 'areas.change',
  method: 'PATCH',
  path: '/areas/:areaId',
  summary: { zh: '修改片区', en: 'Change an area' },
  permission: 'city.manageAreas',
  params: { areaId: id },
  body: changeOf({ ...areaFields, polygon: polygonGeometry.nullable() }),
  output: areaRow,
  errors: [
    notFound,
    stale,
    refusals.codeTaken,
    refusals.wrongParent,
    refusals.circular,
    refusals.doesNotFitBelow,
    refusals.alreadyEnded,
    refusals.faultyBorders,
  ],
  bodyLimit: 4 * 1024 * 1024,
});
export const areaEnd = operation({
  id: 'areas.end',
  method: 'POST',
  path: '/areas/:areaId/end',
  summary: { zh: '停用片区（保留历史）', en: 'End an area; its history stays' },
  permission: 'city.manageAreas',
  params: { areaId: id },
  body: { revision, endedOn: day.optional() },
  output: areaRow,
  errors: [notFound, stale, refusals.alreadyEnded, refusals.stillUsed],
});
export const areasImport = operation({
  id: 'areas.importBorders',
  method: 'POST',
  path: '/areas/borders',
  summary: { zh: '导入边界（GeoJSON，按代码对应）', en: 'Import borders: GeoJSON, matched by code' },
  permission: 'city.manageAreas',
  body: {
    /** A FeatureCollection; `properties.code` names the area, `kind`, `name` and `parent` (a code) make a new one. */
    collection: z.unknown(),
    coordinates: z.enum(['wgs84', 'gcj02']).default('wgs84'),
    /** Turn rings that run the wrong way round instead of refusing them. */
    turnRings: z.boolean().default(false),
    /** Look only: faults and what would change. */
    preview: z.boolean().default(false),
  },
  output: z.object({ features: z.int(), created: z.array(z.string()), changed: z.array(z.string()), same: z.int() }),
  errors: [refusals.faultyBorders],
  bodyLimit: 32 * 1024 * 1024,
});
