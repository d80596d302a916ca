import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import { operation, pageOf, paging } from '../../kernel/operation.ts';
import { problems } from '../../kernel/problem.ts';
import { day } from '../../kernel/time.ts';
import { areaKind, cityProblems as refusals, dutyLine, dutyView, flag, personRef, revision, shortText } from '../schema.ts';

/** Which person answers for which area (分片包干). */

const { notFound, stale } = problems;

const dutyRefusals = [notFound, refusals.notInYourArea, refusals.personInactive, refusals.wrongPeriod] as const;
export const dutiesList = operation({
  id: 'duties.list',
  method: 'GET',
  path: '/area-duties',
  summary: { zh: '包片责任及历史', en: 'Area duties and their history' },
  permission: 'city.view',
  query: { areaId: id.optional(), under: id.optional(), personId: id.optional(), ended: flag, ...paging },
  output: pageOf(dutyView),
});
export const dutyMap = operation({
  id: 'duties.map',
  method: 'GET',
  path: '/area-duties/areas',
  summary: { zh: '每个小区由谁负责，哪些空缺', en: 'Who answers for each area, and which are vacant' },
  permission: 'city.view',
  query: { under: id.optional(), kind: areaKind.default('compound'), vacant: flag, ...paging },
  output: pageOf(dutyLine).extend({ areas: z.int(), answered: z.int(), vacant: z.int() }),
});
export const dutiesByPerson = operation({
  id: 'duties.people',
  method: 'GET',
  path: '/area-duties/people',
  summary: { zh: '每个人负责哪些片区', en: 'What each person answers for' },
  permission: 'city.view',
  query: { under: id.optional(), ...paging },
  output: pageOf(z.object({ person: personRef, duties: z.array(dutyView) })),
});
export const dutyAssign = operation({
  id: 'duties.assign',
  method: 'POST',
  path: '/area-duties',
  summary: { zh: '安排包片负责人', en: 'Make a person answer for an area' },
  permission: 'city.assignDuties',
  body: { areaId: id, personId: id, validFrom: day, note: shortText.default('') },
  output: dutyView,
  errors: [...dutyRefusals, refusals.dutyTaken],
});
export const dutyTransfer = operation({
  id: 'duties.transfer',
  method: 'POST',
  path: '/area-duties/:dutyId/transfer',
  summary: { zh: '换负责人', en: 'Transfer a duty' },
  permission: 'city.assignDuties',
  params: { dutyId: id },
  body: { personId: id, validFrom: day, note: shortText.default(''), revision },
  output: dutyView,
  errors: [...dutyRefusals, stale, refusals.dutySame, refusals.dutyBefore, refusals.alreadyEnded],
});
export const dutiesTransferAll = operation({
  id: 'duties.transferAll',
  method: 'POST',
  path: '/people/:personId/duties/transfer',
  summary: { zh: '把一个人的片区全部交给另一个人', en: 'Transfer all duties of a person' },
  permission: 'city.assignDuties',
  params: { personId: id },
  body: { toPersonId: id, validFrom: day, note: shortText.default('') },
  output: z.object({ items: z.array(dutyView) }),
  errors: [...dutyRefusals, refusals.dutySame, refusals.dutyBefore],
});
export const dutyEnd = operation({
  id: 'duties.end',
  method: 'POST',
  path: '/area-duties/:dutyId/end',
  summary: { zh: '结束包片责任（片区将空缺）', en: 'End a duty; the area becomes vacant' },
  permission: 'city.assignDuties',
  params: { dutyId: id },
  body: { lastDay: day, revision },
  output: dutyView,
  errors: [...dutyRefusals, stale, refusals.alreadyEnded],
});
