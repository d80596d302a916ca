import { id } from '../../kernel/ids.ts';
import { nothing, operation, pageOf, paging } from '../../kernel/operation.ts';
import { problems } from '../../kernel/problem.ts';
import {
  areaRef,
  changeOf,
  cityProblems as refusals,
  compoundFields,
  compoundView,
  facilityFields,
  facilityView,
  revision,
  venueFields,
  venueView,
} from '../schema.ts';

/** What stands in a compound, and where a community meets. */

const { notFound, stale } = problems;

export const compoundChange = operation({
  id: 'compounds.change',
  method: 'PUT',
  path: '/areas/:areaId/compound',
  summary: { zh: '小区基本情况', en: 'Facts of a compound' },
  permission: 'city.keepCompounds',
  params: { areaId: id },
  body: { ...compoundFields, revision: revision.optional() },
  output: compoundView,
  errors: [notFound, stale, refusals.notInYourArea],
});
export const facilityCreate = operation({
  id: 'facilities.create',
  method: 'POST',
  path: '/areas/:areaId/facilities',
  summary: { zh: '登记四防设施', en: 'Add a facility of a compound' },
  permission: 'city.keepCompounds',
  params: { areaId: id },
  body: facilityFields,
  output: facilityView,
  errors: [notFound, refusals.notInYourArea],
});
export const facilityChange = operation({
  id: 'facilities.change',
  method: 'PATCH',
  path: '/facilities/:facilityId',
  summary: { zh: '修改四防设施', en: 'Change a facility' },
  permission: 'city.keepCompounds',
  params: { facilityId: id },
  body: changeOf(facilityFields),
  output: facilityView,
  errors: [notFound, stale, refusals.notInYourArea],
});
export const facilityEnd = operation({
  id: 'facilities.end',
  method: 'POST',
  path: '/facilities/:facilityId/end',
  summary: { zh: '撤销四防设施', en: 'End a facility' },
  permission: 'city.keepCompounds',
  params: { facilityId: id },
  body: { revision },
  output: nothing,
  errors: [notFound, stale, refusals.notInYourArea],
});
export const venuesList = operation({
  id: 'venues.list',
  method: 'GET',
  path: '/venues',
  summary: { zh: '阵地', en: 'Venues' },
  permission: 'city.view',
  query: { under: id.optional(), ...paging },
  output: pageOf(venueView.extend({ area: areaRef })),
});
export const venueCreate = operation({
  id: 'venues.create',
  method: 'POST',
  path: '/venues',
  summary: { zh: '登记阵地', en: 'Add a venue' },
  permission: 'city.keepCompounds',
  body: venueFields,
  output: venueView,
  errors: [notFound, refusals.notInYourArea],
});
export const venueChange = operation({
  id: 'venues.change',
  method: 'PATCH',
  path: '/venues/:venueId',
  summary: { zh: '修改阵地', en: 'Change a venue' },
  permission: 'city.keepCompounds',
  params: { venueId: id },
  body: changeOf(venueFields),
  output: venueView,
  errors: [notFound, stale, refusals.notInYourArea],
});
export const venueEnd = operation({
  id: 'venues.end',
  method: 'POST',
  path: '/venues/:venueId/end',
  summary: { zh: '停用阵地', en: 'End a venue' },
  permission: 'city.keepCompounds',
  params: { venueId: id },
  body: { revision },
  output: nothing,
  errors: [notFound, stale, refusals.notInYourArea],
});
