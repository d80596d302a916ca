import type { Role } from '../../kernel/actor.ts';
import { demoAccounts } from './accounts.ts';
import { nameMaker } from './names.ts';
import { districts } from './places.ts';
import { communityCode, demoUnits, districtCode, HEADQUARTERS, OFFICE, streetCode } from './units.ts';

export interface DemoPerson {
  readonly code: string;
  readonly name: string;
  readonly userName: string | null;
  readonly phone: string;
  readonly role: Role;
  readonly unitCode: string;
  readonly areaName: string | null;
  readonly title: string;
}

type Place = Pick<DemoPerson, 'role' | 'unitCode' | 'title'> & { readonly areaName?: string; readonly count: number };

const SQUADS = ['政策法律宣传', '环境卫生维护', '民事纠纷调解', '社区治安巡逻', '未成年人教育', '心理减压疏导', '文化娱乐健身', '老弱帮扶'];

/** Posts to fill beside those of the accounts: as many people as it takes to reach the count. */
function places(): Place[] {
  const departments = demoUnits().filter((unit) => unit.kind === 'department' || unit.kind === 'residentUnit');
  const offices: Place[] = [
    { role: 'commander', unitCode: HEADQUARTERS, title: '副总指挥', count: 3 },
    { role: 'officeStaff', unitCode: OFFICE, title: '创文办科员', count: 5 },
    { role: 'inspector', unitCode: 'GZ5', title: '督查员', count: 8 },
    { role: 'supervisor', unitCode: OFFICE, title: '社会监督员', count: 31 },
    { role: 'hotlineAgent', unitCode: 'RXZX', title: '热线坐席', count: 6 },
    ...['MT1', 'MT2', 'MT3'].map((unitCode) => ({ role: 'mediaEditor' as const, unitCode, title: '编辑', count: 1 })),
  ];
  const units = departments.flatMap(({ code, shortName, kind }): Place[] => [
    { role: 'unitHead', unitCode: code, title: `${shortName}分管负责人`, count: 1 },
    { role: 'unitLiaison', unitCode: code, title: `${shortName}联络员`, count: kind === 'department' && code === 'CGJ' ? 3 : 1 },
  ]);
  return [...offices, ...units, ...territoryPlaces()];
}

function territoryPlaces(): Place[] {
  return districts.flatMap((district, d) => [
    { role: 'districtStaff' as const, unitCode: districtCode(d), areaName: district.name, title: `${district.name}创文专干`, count: 2 },
    ...district.streets.flatMap((street, s) => [
      { role: 'streetStaff' as const, unitCode: streetCode(d, s), areaName: street.name, title: `${street.name}创文专干`, count: 2 },
      ...street.communities.flatMap((community, c) => communityPlaces(communityCode(d, s, c), community.name)),
    ]),
  ]);
}

function communityPlaces(unitCode: string, areaName: string): Place[] {
  const isRiverside = areaName === '河滨社区';
  const squads = isRiverside ? SQUADS : SQUADS.slice(1, 2);
  return [
    { role: 'communityHead', unitCode, areaName, title: `${areaName}书记`, count: 1 },
    { role: 'communityWorker', unitCode, areaName, title: `${areaName}片长`, count: isRiverside ? 5 : 2 },
    ...squads.map((squad) => ({ role: 'squadLeader' as const, unitCode, areaName, title: `${squad}分队队长`, count: 1 })),
    { role: 'volunteer', unitCode, areaName, title: '志愿者', count: isRiverside ? 24 : 3 },
  ];
}

/** Everybody in the demo city with a post: those with an account first. */
export function demoPeople(dice: () => number): DemoPerson[] {
  const nextName = nameMaker(dice, new Set(demoAccounts.map((account) => account.name)));
  const people: DemoPerson[] = [];
  const add = (person: Omit<DemoPerson, 'code' | 'phone'>) => {
    const number = people.length + 1;
    people.push({ ...person, code: `R${String(number).padStart(4, '0')}`, phone: `100000${String(10_000 + number * 17)}` });
  };
  for (const { areaName = null, userName, name, role, unitCode, title } of demoAccounts)
    add({ userName, name, role, unitCode, title, areaName });
  for (const { count, areaName = null, ...place } of places()) {
    const isHere = (person: DemoPerson) =>
      person.role === place.role && person.unitCode === place.unitCode && (place.role !== 'squadLeader' || person.title === place.title);
    for (let held = people.filter(isHere).length; held < count; held += 1) add({ ...place, areaName, name: nextName(), userName: null });
  }
  return people;
}
