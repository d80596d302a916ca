import { roles } from '../kernel/actor.ts';
import type { Bilingual } from '../kernel/text.ts';
import type { FactWords, FieldWords, NamesOf } from '../platform/journal/words.ts';
import type { CityFactType } from './events.ts';
import {
  areaKinds,
  defences,
  facilityStates,
  unitKinds,
  venueKinds,
  type CitySettings,
  type citySettings,
  type compoundFields,
  type facilityFields,
  type personFields,
  type postFields,
  type unitFields,
  type venueFields,
} from './schema.ts';
import { areasByIds } from './store/areas.ts';
import { namesOfKept } from './store/kept-names.ts';
import { peopleByIds } from './store/people.ts';
import { findPosts } from './store/posts.ts';
import { unitsByIds } from './store/units.ts';

const types = {
  'city.created': { zh: '建立城市', en: 'City set up' },
  'city.settingsChanged': { zh: '修改城市设置', en: 'City settings changed' },
  'unit.added': { zh: '新增单位', en: 'Unit added' },
  'unit.changed': { zh: '修改单位', en: 'Unit changed' },
  'unit.ended': { zh: '停用单位', en: 'Unit ended' },
  'person.added': { zh: '新增人员', en: 'Person added' },
  'person.changed': { zh: '修改人员', en: 'Person changed' },
  'person.ended': { zh: '停用人员', en: 'Person ended' },
  'person.accountLinked': { zh: '人员开通账号', en: 'Account linked to a person' },
  'post.given': { zh: '安排岗位', en: 'Post given' },
  'post.deputyNamed': { zh: '指定代理', en: 'Deputy named' },
  'post.changed': { zh: '修改岗位', en: 'Post changed' },
  'post.ended': { zh: '结束岗位', en: 'Post ended' },
  'area.added': { zh: '新增片区', en: 'Area added' },
  'area.changed': { zh: '修改片区', en: 'Area changed' },
  'area.ended': { zh: '停用片区', en: 'Area ended' },
  'duty.given': { zh: '安排包片', en: 'Area duty given' },
  'duty.transferred': { zh: '交接包片', en: 'Area duty transferred' },
  'duty.ended': { zh: '结束包片', en: 'Area duty ended' },
  'compound.changed': { zh: '修改小区资料', en: 'Compound changed' },
  'facility.added': { zh: '新增设施', en: 'Facility added' },
  'facility.changed': { zh: '修改设施', en: 'Facility changed' },
  'facility.ended': { zh: '停用设施', en: 'Facility ended' },
  'venue.added': { zh: '新增阵地', en: 'Venue added' },
  'venue.changed': { zh: '修改阵地', en: 'Venue changed' },
  'venue.ended': { zh: '停用阵地', en: 'Venue ended' },
} satisfies Record<CityFactType, Bilingual>;

type Types = typeof types;
declare module '../platform/context.ts' {
  interface FactTypes extends Types {}
}

type Field =
  | keyof typeof unitFields
  | keyof typeof personFields
  | keyof typeof postFields
  | keyof typeof compoundFields
  | keyof typeof facilityFields
  | keyof typeof venueFields
  | keyof typeof citySettings.shape;

const tileKinds: Record<CitySettings['tiles']['kind'], Bilingual> = {
  off: { zh: '不用', en: 'off' },
  xyz: { zh: 'XYZ 瓦片', en: 'XYZ tiles' },
  wmts: { zh: 'WMTS 服务', en: 'WMTS' },
};
const kinds = { ...unitKinds, ...areaKinds, ...venueKinds, ...tileKinds };
/** What a change can name; a field of an input without a text does not compile. */
const fields = {
  name: { zh: '名称', en: 'Name' },
  nameEn: { zh: '英文名称', en: 'English name' },
  areaCode: { zh: '区划代码', en: 'Area code' },
  shortName: { zh: '简称', en: 'Short name' },
  code: { zh: '代码', en: 'Code' },
  kind: { zh: '类别', en: 'Kind', choices: kinds },
  parentId: { zh: '上级', en: 'Parent', names: 'place' },
  areaId: { zh: '片区', en: 'Area', names: 'area' },
  phone: { zh: '电话', en: 'Phone' },
  email: { zh: '邮箱', en: 'E-mail' },
  keyUnit: { zh: '重点责任部门', en: 'Key unit' },
  sort: { zh: '顺序', en: 'Order' },
  endedOn: { zh: '停用日期', en: 'Ended on' },
  userName: { zh: '用户名', en: 'User name' },
  personId: { zh: '人员', en: 'Person', names: 'person' },
  unitId: { zh: '单位', en: 'Unit', names: 'unit' },
  role: { zh: '岗位', en: 'Role', choices: roles },
  title: { zh: '职务', en: 'Title' },
  validFrom: { zh: '开始日期', en: 'First day' },
  validTo: { zh: '结束日期', en: 'Last day' },
  deputyFor: { zh: '代理的岗位', en: 'Deputy for', names: 'post' },
  border: { zh: '边界', en: 'Border', choices: { changed: { zh: '已改', en: 'changed' } } },
  buildings: { zh: '楼栋', en: 'Buildings' },
  households: { zh: '户数', en: 'Households' },
  builtYear: { zh: '建成年份', en: 'Built in' },
  propertyManager: { zh: '物业', en: 'Property manager' },
  residentUnitId: { zh: '所属单位', en: 'Resident unit', names: 'unit' },
  keyCompound: { zh: '重点小区', en: 'Key compound' },
  note: { zh: '备注', en: 'Note' },
  defence: { zh: '四防', en: 'Defence', choices: defences },
  amount: { zh: '数量', en: 'Amount' },
  measureWord: { zh: '量词', en: 'Measure word' },
  state: { zh: '状态', en: 'State', choices: facilityStates },
  checkedOn: { zh: '检查日期', en: 'Checked on' },
  partnerUnitId: { zh: '共建单位', en: 'Partner unit', names: 'unit' },
  address: { zh: '地址', en: 'Address' },
  lng: { zh: '经度', en: 'Longitude' },
  lat: { zh: '纬度', en: 'Latitude' },
  publicName: { zh: '对外名称', en: 'Public name' },
  workingHours: { zh: '工作时间', en: 'Working hours' },
  from: { zh: '从', en: 'from' },
  to: { zh: '到', en: 'to' },
  hotline: { zh: '热线', en: 'Hotline' },
  settings: { zh: '设置', en: 'Settings' },
  tiles: { zh: '底图', en: 'Base map' },
  url: { zh: '地址', en: 'address' },
  attribution: { zh: '来源', en: 'attribution' },
  coordinates: { zh: '坐标系', en: 'coordinates' },
  maxZoom: { zh: '最大级别', en: 'deepest zoom' },
  defences: { zh: '四防的名称', en: 'Words for the defences' },
  people: defences.people,
  physical: defences.physical,
  technical: defences.technical,
  mental: defences.mental,
} satisfies Record<Field, FieldWords> & Record<string, FieldWords>;

const byName = async (found: Promise<ReadonlyMap<string, { readonly name: string }>>) =>
  new Map([...(await found)].map(([id, { name }]) => [id, name]));

const unit: NamesOf = (read, ids) => byName(unitsByIds(read, ids));
const area: NamesOf = (read, ids) => byName(areasByIds(read, ids));
const post: NamesOf = async (read, ids, locale) =>
  new Map(
    (await findPosts(read, { ids })).map(({ id, personName, unitShortName, role }) => [
      id,
      `${personName}${locale === 'zh' ? '，' : ', '}${unitShortName} ${roles[role][locale]}`,
    ]),
  );

export const cityFactWords: FactWords = {
  types,
  subjects: {
    city: { zh: '城市', en: 'City' },
    unit: { zh: '单位', en: 'Unit' },
    person: { zh: '人员', en: 'Person' },
    post: { zh: '岗位', en: 'Post' },
    area: { zh: '片区', en: 'Area' },
    duty: { zh: '包片', en: 'Area duty' },
    facility: { zh: '设施', en: 'Facility' },
    venue: { zh: '阵地', en: 'Venue' },
  },
  fields,
  names: {
    unit,
    area,
    post,
    person: (read, ids) => byName(peopleByIds(read, ids)),
    // A parent is a unit of a unit, an area of an area.
    place: async (read, ids, locale) => new Map([...(await unit(read, ids, locale)), ...(await area(read, ids, locale))]),
    duty: (read, ids) => namesOfKept(read, 'duty', ids),
    facility: (read, ids) => namesOfKept(read, 'facility', ids),
    venue: (read, ids) => namesOfKept(read, 'venue', ids),
  },
};
