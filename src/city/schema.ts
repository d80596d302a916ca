import { z } from 'zod';
import { roles } from '../kernel/actor.ts';
import { id } from '../kernel/ids.ts';
import { defineProblems } from '../kernel/problem.ts';
import type { Bilingual } from '../kernel/text.ts';
import { day } from '../kernel/time.ts';

export const unitKinds = {
  headquarters: { zh: '指挥部', en: 'Headquarters' },
  office: { zh: '创文办', en: 'Campaign office' },
  workingGroup: { zh: '工作组', en: 'Working group' },
  department: { zh: '部门', en: 'Department' },
  district: { zh: '区县', en: 'District' },
  street: { zh: '街道', en: 'Street office' },
  community: { zh: '社区', en: 'Community' },
  residentUnit: { zh: '驻街单位', en: 'Resident unit' },
  media: { zh: '媒体', en: 'Media' },
} as const satisfies Record<string, Bilingual>;
export type UnitKind = keyof typeof unitKinds;

export const areaKinds = {
  district: { zh: '区县', en: 'District' },
  street: { zh: '街道', en: 'Street' },
  community: { zh: '社区', en: 'Community' },
  block: { zh: '网格', en: 'Block' },
  compound: { zh: '小区', en: 'Compound' },
} as const satisfies Record<string, Bilingual>;
export type AreaKind = keyof typeof areaKinds;

/** 四防. The names are the city's to change (settings); the keys stay. */
export const defences = {
  people: { zh: '人防', en: 'Guards' },
  physical: { zh: '物防', en: 'Barriers' },
  technical: { zh: '技防', en: 'Devices' },
  mental: { zh: '心防', en: 'Mediation' },
} as const satisfies Record<string, Bilingual>;
export type Defence = keyof typeof defences;

export const facilityStates = {
  inPlace: { zh: '到位', en: 'In place' },
  broken: { zh: '损坏待修', en: 'Broken' },
  missing: { zh: '缺', en: 'Missing' },
  unknown: { zh: '没有记录', en: 'No record' },
} as const satisfies Record<string, Bilingual>;
export type FacilityState = keyof typeof facilityStates;

export const venueKinds = {
  school: { zh: '市民学校', en: "Citizens' school" },
  board: { zh: '社区宣传栏', en: 'Notice board' },
  culture: { zh: '文化活动室', en: 'Activity room' },
  reading: { zh: '电子阅览室', en: 'Reading room' },
  practice: { zh: '新时代文明实践站', en: 'Civilization practice station' },
  service: { zh: '党群服务中心', en: 'Service centre' },
  square: { zh: '文化广场', en: 'Square' },
} as const satisfies Record<string, Bilingual>;
export type VenueKind = keyof typeof venueKinds;

const keysOf = <T extends Record<string, unknown>>(table: T) => Object.keys(table) as [keyof T & string, ...(keyof T & string)[]];
export const unitKind = z.enum(keysOf(unitKinds));
export const areaKind = z.enum(keysOf(areaKinds));
const defence = z.enum(keysOf(defences));
const facilityState = z.enum(keysOf(facilityStates));
const venueKind = z.enum(keysOf(venueKinds));
export const role = z.enum(keysOf(roles));

const name = z.string().trim().min(1).max(80);
const optionalText = (max: number) => z.string().trim().max(max);
export const shortText = optionalText(80);
/** Yes or no in a query; left out it is no. */
export const flag = z.union([z.boolean(), z.stringbool()]).default(false);
const phone = z
  .string()
  .trim()
  .regex(/^[0-9+\-() ]{3,24}$/);
/** The count of changes a record has seen; a change names the one it was made upon. */
export const revision = z.int().min(1);
/** Fields of a change: what is left out stays. */
export const changeOf = <T extends z.ZodRawShape>(fields: T) => ({ ...z.object(fields).partial().shape, revision });
export const lng = z.number().min(-180).max(180);
export const lat = z.number().min(-90).max(90);

const ring = z.array(z.array(z.number()).min(2).max(4));
export const polygonGeometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ring) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring)) }),
]);
export type PolygonGeometry = z.infer<typeof polygonGeometry>;

// References: how other records name these.
export const areaRef = z.object({ id, kind: areaKind, name: z.string(), code: z.string(), path: z.string() });
export type AreaRef = z.infer<typeof areaRef>;
const unitRef = z.object({
  id,
  kind: unitKind,
  name: z.string(),
  shortName: z.string(),
  areaId: id.nullable(),
  active: z.boolean(),
});
export type UnitRef = z.infer<typeof unitRef>;
export const personRef = z.object({ id, name: z.string() });
export type PersonRef = z.infer<typeof personRef>;

export const bounds = z.object({ minLng: z.number(), minLat: z.number(), maxLng: z.number(), maxLat: z.number() });
export type Bounds = z.infer<typeof bounds>;

// Inputs
export const unitFields = {
  parentId: id.nullable(),
  kind: unitKind,
  name,
  shortName: optionalText(20).min(1),
  code: optionalText(40).min(1),
  areaId: id.nullable(),
  phone: phone.nullable(),
  keyUnit: z.boolean(),
  sort: z.int().min(0).max(100_000),
};
export const personFields = {
  name: optionalText(40).min(1),
  code: optionalText(40).min(1),
  phone: phone.nullable(),
  email: z.email().max(120).nullable(),
};
export const postFields = {
  personId: id,
  unitId: id,
  role,
  areaId: id.nullable(),
  title: optionalText(40),
  validFrom: day,
  validTo: day.nullable(),
};
export const areaFields = {
  parentId: id.nullable(),
  kind: areaKind,
  name,
  code: optionalText(40).min(1),
  sort: z.int().min(0).max(100_000),
};
export const compoundFields = {
  buildings: z.int().min(0).max(10_000),
  households: z.int().min(0).max(1_000_000),
  builtYear: z.int().min(1900).max(2100).nullable(),
  propertyManager: optionalText(80).nullable(),
  residentUnitId: id.nullable(),
  keyCompound: z.boolean(),
  note: optionalText(500),
};
export const facilityFields = {
  defence,
  name,
  amount: z.int().min(0).max(100_000),
  measureWord: optionalText(8),
  state: facilityState,
  checkedOn: day.nullable(),
  partnerUnitId: id.nullable(),
  note: optionalText(500),
};
export const venueFields = { areaId: id, kind: venueKind, name, address: optionalText(200), lng: lng.nullable(), lat: lat.nullable() };

// Views
export const unitRow = unitRef.extend({
  parentId: id.nullable(),
  code: z.string(),
  areaName: z.string().nullable(),
  phone: z.string().nullable(),
  keyUnit: z.boolean(),
  endedOn: day.nullable(),
  path: z.string(),
  sort: z.int(),
  /** People with a post there today. */
  people: z.int(),
  revision,
});
export type UnitRow = z.infer<typeof unitRow>;

export const postView = z.object({
  id,
  person: personRef,
  unit: unitRef.pick({ id: true, name: true, shortName: true, kind: true }),
  role,
  area: areaRef.nullable(),
  title: z.string(),
  validFrom: day,
  validTo: day.nullable(),
  /** In force today. */
  current: z.boolean(),
  /** Whose post is held as a deputy. */
  deputyFor: z.object({ postId: id, person: personRef }).nullable(),
  revision,
});
export type PostView = z.infer<typeof postView>;

export const personView = z.object({
  id,
  name: z.string(),
  code: z.string(),
  userName: z.string().nullable(),
  /** `138****2046` for who may not see phones. */
  phone: z.string().nullable(),
  email: z.string().nullable(),
  active: z.boolean(),
  endedOn: day.nullable(),
  posts: z.array(postView),
  revision,
});
export type PersonView = z.infer<typeof personView>;

const responsible = z.object({ dutyId: id, person: personRef, since: day, until: day.nullable() });
export const facilityView = z.object({
  id,
  areaId: id,
  ...facilityFields,
  partnerUnit: unitRef.pick({ id: true, name: true }).nullable(),
  revision,
});
export type FacilityView = z.infer<typeof facilityView>;
export const venueView = z.object({ id, ...venueFields, revision });
export type VenueView = z.infer<typeof venueView>;
export const compoundView = z.object({
  ...compoundFields,
  residentUnit: unitRef.pick({ id: true, name: true }).nullable(),
  revision,
});
export type CompoundView = z.infer<typeof compoundView>;

export const areaRow = areaRef.extend({
  parentId: id.nullable(),
  sort: z.int(),
  lng: z.number().nullable(),
  lat: z.number().nullable(),
  hasPolygon: z.boolean(),
  endedOn: day.nullable(),
  revision,
});
export type AreaRow = z.infer<typeof areaRow>;

export const areaView = areaRow.extend({
  polygon: polygonGeometry.nullable(),
  bounds: bounds.nullable(),
  /** From the district down to the area itself. */
  chain: z.array(areaRef),
  responsible: responsible.nullable(),
  compound: compoundView.nullable(),
  facilities: z.array(facilityView),
  venues: z.array(venueView),
  units: z.array(unitRef),
  /** May the person asking change who answers for it, and what stands there? */
  may: z.object({ change: z.boolean(), assignDuty: z.boolean(), keep: z.boolean() }),
});

const areaFeature = z.object({
  type: z.literal('Feature'),
  id,
  properties: z.object({ code: z.string(), name: z.string(), kind: areaKind, parentId: id.nullable() }),
  geometry: polygonGeometry,
});
export const areaCollection = z.object({ type: z.literal('FeatureCollection'), features: z.array(areaFeature) });

export const dutyView = z.object({
  id,
  area: areaRef,
  person: personRef,
  validFrom: day,
  validTo: day.nullable(),
  current: z.boolean(),
  note: z.string(),
  revision,
});
export type DutyView = z.infer<typeof dutyView>;

/** A line of the duty map: an area and who answers for it, or that nobody does. */
export const dutyLine = z.object({
  area: areaRow,
  responsible: responsible.nullable(),
  compound: z
    .object({ buildings: z.int(), households: z.int(), propertyManager: z.string().nullable(), keyCompound: z.boolean() })
    .nullable(),
});
export type DutyLine = z.infer<typeof dutyLine>;

const minutes = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const citySettings = z.object({
  publicName: z.object({ zh: z.string().min(1).max(60), en: z.string().min(1).max(120) }),
  /** Spans of a working day, in order; what limits in working hours are counted in. */
  workingHours: z
    .array(z.object({ from: minutes, to: minutes }))
    .min(1)
    .max(4),
  hotline: optionalText(24),
  /** Foreign map pictures behind the areas; off: the map is drawn from the city's own borders alone. */
  tiles: z.object({
    kind: z.enum(['off', 'xyz', 'wmts']),
    url: z.string().max(500),
    attribution: z.string().max(200),
    coordinates: z.enum(['wgs84', 'gcj02']),
    maxZoom: z.int().min(1).max(22),
  }),
  /** The city's words for the kinds of 四防. */
  defences: z.record(defence, z.object({ zh: z.string().min(1).max(20), en: z.string().min(1).max(40) })),
});
export type CitySettings = z.infer<typeof citySettings>;

export const defaultSettings: CitySettings = {
  publicName: { zh: '文明城市 一起创', en: 'A civilized city, together' },
  workingHours: [
    { from: '08:30', to: '12:00' },
    { from: '14:30', to: '18:00' },
  ],
  hotline: '12345',
  tiles: { kind: 'off', url: '', attribution: '', coordinates: 'wgs84', maxZoom: 18 },
  defences,
};

export const cityProblems = defineProblems({
  codeTaken: {
    status: 409,
    zh: '代码“{code}”已经给了“{name}”。',
    en: 'The code "{code}" already belongs to "{name}".',
  },
  wrongParent: {
    status: 422,
    zh: '{kind}只能放在{allowed}，不能放在{parent}。',
    en: 'A {kind} stands {allowed}, not {parent}.',
  },
  doesNotFitBelow: {
    status: 409,
    zh: '下面的“{name}”是{below}，不能放在{kind}下面，请先改它。',
    en: '“{name}” below is a {below}, which cannot stand below a {kind}; change that one first.',
  },
  circular: { status: 422, zh: '不能把它放到自己或自己的下级下面。', en: 'It cannot be placed below itself.' },
  tooDeep: { status: 422, zh: '最多 {limit} 级，这样放会超过。', en: 'A tree has {limit} levels at most; there it would have more.' },
  alreadyEnded: { status: 409, zh: '它已经停用了，不能再改。', en: 'It has ended and cannot be changed.' },
  stillUsed: {
    status: 409,
    zh: '还有{what}共 {count} 个没有结束，先处理完再停用。',
    en: '{count} {what} still depend on it; end those first.',
  },
  selfAppointment: {
    status: 409,
    zh: '不能给自己安排或更改岗位，请另一位安全管理员来办。',
    en: 'Nobody may give or change a post of their own; ask another security administrator.',
  },
  administratorsApart: {
    status: 409,
    zh: '系统、安全、审计三个管理员必须是三个人，也不能兼任业务岗位。{name}在这段时间已有岗位“{role}”。',
    en: 'The three administrators are three people without any other post. {name} already holds "{role}" in that time.',
  },
  roleUnit: {
    status: 422,
    zh: '“{role}”不能设在{kind}，只能设在：{kinds}。',
    en: '"{role}" cannot be given at a unit of kind "{kind}", only at: {kinds}.',
  },
  postsDoNotFit: {
    status: 409,
    zh: '这个单位还有岗位“{role}”（{name}），改成{kind}后不该有它，请先结束这个岗位。',
    en: '{name} holds "{role}" at this unit, which a unit of kind "{kind}" cannot have; end that post first.',
  },
  areaNeeded: { status: 422, zh: '“{role}”只管一个片区，请选定片区。', en: '"{role}" is limited to an area; choose it.' },
  areaOutsideUnit: {
    status: 422,
    zh: '这个片区不在该单位所管的片区里。',
    en: 'This area lies outside the one that the unit looks after.',
  },
  postExists: {
    status: 409,
    zh: '{name}在这段时间已经有这个岗位。',
    en: '{name} already holds this post in that time.',
  },
  wrongPeriod: { status: 422, zh: '结束日期不能早于开始日期。', en: 'The last day lies before the first.' },
  deputyOutside: { status: 422, zh: '代理的日期超出了原岗位的任期。', en: 'The deputy’s days lie outside those of the post.' },
  deputyOfDeputy: { status: 409, zh: '这个岗位本身就是代理的，不能再找人代理。', en: 'A post held as a deputy cannot be passed on.' },
  deputySelf: { status: 409, zh: '不能代理自己的岗位。', en: 'Nobody can be their own deputy.' },
  dutyTaken: {
    status: 409,
    zh: '“{area}”这段时间由{name}负责，请用“换负责人”。',
    en: '{name} answers for "{area}" in that time; transfer the duty instead.',
  },
  dutySame: {
    status: 409,
    zh: '“{area}”已经由{name}负责。',
    en: '{name} already answers for "{area}".',
  },
  dutyBefore: {
    status: 422,
    zh: '交接日期不能早于原来的开始日期 {from}。',
    en: 'The transfer lies before the duty began ({from}).',
  },
  personInactive: {
    status: 409,
    zh: '{name}已停用，不能安排新的岗位或片区。',
    en: '{name} is no longer active.',
  },
  notInYourArea: { status: 403, zh: '这个片区不在您岗位的范围里。', en: 'This area lies outside those of your posts.' },
  faultyBorders: {
    status: 422,
    zh: '边界文件里有 {count} 处不对，一处也没有导入。',
    en: '{count} fault(s) in the borders; nothing was imported.',
  },
  noCity: { status: 404, zh: '这个地址还没有设置城市。', en: 'No city is set up at this address.' },
});
