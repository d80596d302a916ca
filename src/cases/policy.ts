import type { Grants, Role } from '../kernel/actor.ts';

const office = ['officeHead', 'officeStaff'] as const satisfies readonly Role[];
const unit = ['unitHead', 'unitLiaison'] as const satisfies readonly Role[];
const areas = ['districtStaff', 'streetStaff', 'communityHead', 'communityWorker'] as const satisfies readonly Role[];
const finders = ['inspector', 'supervisor', 'hotlineAgent', 'mediaEditor', 'squadLeader'] as const satisfies readonly Role[];

/** Who may do what; on which cases is decided by `rules/sight.ts`, in which state by `rules/acts.ts`. */
export const caseGrants = {
  'cases.view': ['commander', ...office, ...unit, ...areas, ...finders, 'volunteer'],
  'cases.report': ['commander', ...office, ...areas, ...finders, 'volunteer'],
  'cases.change': [...office, 'hotlineAgent'],
  'cases.file': [...office],
  'cases.verify': [...office, 'inspector', 'streetStaff', 'communityHead', 'communityWorker'],
  'cases.dispatch': [...office],
  'cases.supervise': ['commander', ...office],
  'cases.adjudicate': ['officeHead'],
  'cases.grant': [...office],
  'cases.handle': [...unit, ...areas],
  'cases.longTerm': ['officeHead', 'commander'],
  'cases.check': [...office, 'inspector', 'streetStaff', 'communityHead', 'communityWorker'],
  'cases.callBack': ['officeStaff', 'hotlineAgent'],
  'cases.release': [...office, 'mediaEditor'],
  'cases.note': ['commander', ...office, ...unit, ...areas, ...finders],
  'cases.export': ['commander', ...office, ...unit, ...areas],
  'cases.revisit': [...office, 'inspector'],
  'cases.link': [...office, ...unit, ...areas],
  'cases.settings': ['officeHead', 'systemAdmin'],
  'cases.measures': ['commander', ...office, ...unit, ...areas, ...finders],
} as const satisfies Grants;

/** Roles that see the whole city's cases, unless their post is limited to an area. */
export const cityWideRoles = ['commander', ...office, 'inspector', 'hotlineAgent'] as const satisfies readonly Role[];
/** Roles that see the cases in their area. */
export const areaRoles = areas;
/** Roles that see what their unit handles. */
export const unitRoles = [...unit, ...areas] as const satisfies readonly Role[];
