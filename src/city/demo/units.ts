import type { UnitKind } from '../schema.ts';
import { compoundsOfUnits, districts } from './places.ts';

export interface DemoUnit {
  readonly kind: UnitKind;
  readonly name: string;
  readonly shortName: string;
  readonly code: string;
  readonly parentCode: string | null;
  /** Name of the area it stands for. */
  readonly areaName: string | null;
  readonly keyUnit: boolean;
  readonly phone: string | null;
}

const CITY = '安塬市';
export const HEADQUARTERS = 'ZHB';
export const OFFICE = 'CWB';

/** The 18 units with a letter of responsibility (重点责任部门). */
const keyDepartments: readonly (readonly [code: string, name: string, shortName: string])[] = [
  ['CGJ', '城市管理局', '城管局'],
  ['GAJ', '公安局', '公安局'],
  ['SCJG', '市场监督管理局', '市场监管局'],
  ['JTJ', '交通运输局', '交通运输局'],
  ['ZJJ', '住房和城乡建设局', '住建局'],
  ['STHJ', '生态环境局', '生态环境局'],
  ['JYJ', '教育局', '教育局'],
  ['WJW', '卫生健康委员会', '卫健委'],
  ['MZJ', '民政局', '民政局'],
  ['WLJ', '文化和旅游局', '文旅局'],
  ['SWJ', '水务局', '水务局'],
  ['YLZX', '园林绿化中心', '园林中心'],
  ['SWUJ', '商务局', '商务局'],
  ['ZRZY', '自然资源局', '自然资源局'],
  ['SFJ', '司法局', '司法局'],
  ['RSJ', '人力资源和社会保障局', '人社局'],
  ['YJJ', '应急管理局', '应急局'],
  ['XFZD', '消防救援支队', '消防支队'],
];
const otherDepartments: readonly (readonly [code: string, name: string, shortName: string])[] = [
  ['CZJ', '财政局', '财政局'],
  ['TSW', '共青团安塬市委员会', '团市委'],
  ['FLH', '妇女联合会', '妇联'],
  ['RXZX', '政务服务热线中心', '热线中心'],
];
const workingGroups = ['综合协调组', '宣传教育组', '市容环境组', '秩序整治组', '督查考核组', '未成年人工作组', '志愿服务组'];
const media = ['安塬日报社', '安塬广播电视台', '安塬文明网'];

type Rest = Partial<Omit<DemoUnit, 'kind' | 'code' | 'name' | 'shortName'>>;
const unit = (kind: UnitKind, code: string, name: string, shortName: string, rest: Rest = {}): DemoUnit => ({
  kind,
  code,
  name,
  shortName,
  parentCode: null,
  areaName: null,
  keyUnit: false,
  phone: null,
  ...rest,
});

/** Numbers that no exchange gives out. */
const phoneOf = (index: number) => `0000-${String(8_100_000 + index * 37)}`;

/** Every unit of the demo city, parents first. */
export function demoUnits(): DemoUnit[] {
  const city = [
    unit('headquarters', HEADQUARTERS, `${CITY}创建全国文明城市指挥部`, '指挥部'),
    unit('office', OFFICE, `${CITY}创建全国文明城市指挥部办公室`, '创文办', { parentCode: HEADQUARTERS, phone: phoneOf(1) }),
    ...workingGroups.map((name, index) => unit('workingGroup', `GZ${index + 1}`, name, name, { parentCode: HEADQUARTERS })),
  ];
  const named = (name: string) => (name.includes(CITY.slice(0, 2)) ? name : `${CITY}${name}`);
  const departments = [
    ...keyDepartments.map(([code, name, short], index) =>
      unit('department', code, named(name), short, { keyUnit: true, phone: phoneOf(10 + index) }),
    ),
    ...otherDepartments.map(([code, name, short], index) => unit('department', code, named(name), short, { phone: phoneOf(40 + index) })),
  ];
  const outlets = media.map((name, index) => unit('media', `MT${index + 1}`, name, name, { phone: phoneOf(60 + index) }));
  return [...city, ...departments, ...territory(), ...residentUnits(), ...outlets];
}

export const communityCode = (district: number, street: number, community: number) => `SQ${district + 1}${street + 1}${community + 1}`;
export const streetCode = (district: number, street: number) => `JD${district + 1}${street + 1}`;
export const districtCode = (district: number) => `QX${district + 1}`;

function territory(): DemoUnit[] {
  return districts.flatMap((district, d) => [
    unit('district', districtCode(d), `${district.name}创建文明城市领导小组办公室`, district.name, {
      areaName: district.name,
      phone: phoneOf(70 + d),
    }),
    ...district.streets.flatMap((street, s) => [
      unit('street', streetCode(d, s), `${street.name}办事处`, street.name, {
        parentCode: districtCode(d),
        areaName: street.name,
        phone: phoneOf(80 + d * 5 + s),
      }),
      ...street.communities.map((community, c) =>
        unit('community', communityCode(d, s, c), `${community.name}居民委员会`, community.name, {
          parentCode: streetCode(d, s),
          areaName: community.name,
          phone: phoneOf(100 + d * 25 + s * 5 + c),
        }),
      ),
    ]),
  ]);
}

/** Units whose people live in the community of the source: they mend and clean together with it. */
function residentUnits(): DemoUnit[] {
  const names = [...new Set(Object.values(compoundsOfUnits))];
  return names.map((name, index) =>
    unit('residentUnit', `ZJ${index + 1}`, name, name, {
      parentCode: communityCode(0, 0, 0),
      areaName: '河滨社区',
      phone: phoneOf(200 + index),
    }),
  );
}
