import type { Grants, Role } from '../kernel/actor.ts';

const office = ['officeHead', 'officeStaff'] as const satisfies readonly Role[];
const territory = ['districtStaff', 'streetStaff', 'communityHead'] as const satisfies readonly Role[];
const units = ['unitHead', 'unitLiaison'] as const satisfies readonly Role[];
const staff = [
  'commander',
  ...office,
  ...units,
  ...territory,
  'communityWorker',
  'inspector',
  'hotlineAgent',
] as const satisfies readonly Role[];

/** Territory roles act within the area of their post only; the service asks for that. */
export const cityGrants = {
  'city.view': [...staff, 'mediaEditor', 'supervisor', 'squadLeader', 'volunteer', 'systemAdmin', 'securityAdmin'],
  'city.viewPeople': [...staff, 'systemAdmin', 'securityAdmin'],
  'city.viewPhones': [...office, ...territory, 'hotlineAgent', 'systemAdmin', 'securityAdmin'],
  'city.manageSettings': ['systemAdmin'],
  'city.manageUnits': ['systemAdmin'],
  'city.managePeople': ['systemAdmin'],
  'city.manageAreas': ['systemAdmin'],
  'city.assignPosts': ['securityAdmin'],
  'city.assignDuties': [...office, ...territory],
  'city.keepCompounds': [...office, ...territory, 'communityWorker'],
} as const satisfies Grants;
