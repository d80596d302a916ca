import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import { operation, pageOf, paging } from '../../kernel/operation.ts';
import { problems } from '../../kernel/problem.ts';
import { day } from '../../kernel/time.ts';
import {
  changeOf,
  cityProblems as refusals,
  dutyView,
  flag,
  personFields,
  personView,
  postFields,
  postView,
  revision,
  role,
  shortText,
} from '../schema.ts';

/** Who is there, and which posts they hold. */

const { notFound, stale } = problems;

// People
export const peopleList = operation({
  id: 'people.list',
  method: 'GET',
  path: '/people',
  summary: { zh: '人员', en: 'People' },
  permission: 'city.viewPeople',
  query: { q: shortText.optional(), unitId: id.optional(), role: role.optional(), ended: flag, ...paging },
  output: pageOf(personView),
});
export const personGet = operation({
  id: 'people.get',
  method: 'GET',
  path: '/people/:personId',
  summary: { zh: '一个人', en: 'One person' },
  permission: 'city.viewPeople',
  params: { personId: id },
  output: personView.extend({ formerPosts: z.array(postView), duties: z.array(dutyView) }),
  errors: [notFound],
});
export const personCreate = operation({
  id: 'people.create',
  method: 'POST',
  path: '/people',
  summary: { zh: '新增人员', en: 'Add a person' },
  permission: 'city.managePeople',
  body: personFields,
  output: personView,
  errors: [refusals.codeTaken],
});
export const personChange = operation({
  id: 'people.change',
  method: 'PATCH',
  path: '/people/:personId',
  summary: { zh: '修改人员', en: 'Change a person' },
  permission: 'city.managePeople',
  params: { personId: id },
  body: changeOf(personFields),
  output: personView,
  errors: [notFound, stale, refusals.codeTaken, refusals.alreadyEnded],
});
export const personEnd = operation({
  id: 'people.end',
  method: 'POST',
  path: '/people/:personId/end',
  summary: { zh: '停用人员（先结束岗位与片区）', en: 'End a person, after posts and duties' },
  permission: 'city.managePeople',
  params: { personId: id },
  body: { revision, endedOn: day.optional() },
  output: personView,
  errors: [notFound, stale, refusals.alreadyEnded, refusals.stillUsed],
});

// Posts
const personRefusals = [refusals.selfAppointment, refusals.administratorsApart, refusals.personInactive, refusals.areaNeeded] as const;
const postRefusals = [notFound, ...personRefusals, refusals.postExists, refusals.wrongPeriod] as const;
export const postsList = operation({
  id: 'posts.list',
  method: 'GET',
  path: '/posts',
  summary: { zh: '岗位', en: 'Posts' },
  permission: 'city.viewPeople',
  query: { unitId: id.optional(), personId: id.optional(), role: role.optional(), ended: flag, ...paging },
  output: pageOf(postView),
});
export const postAssign = operation({
  id: 'posts.assign',
  method: 'POST',
  path: '/posts',
  summary: { zh: '安排岗位', en: 'Give a post' },
  permission: 'city.assignPosts',
  body: postFields,
  output: postView,
  errors: postRefusals,
});
export const postChange = operation({
  id: 'posts.change',
  method: 'PATCH',
  path: '/posts/:postId',
  summary: { zh: '修改岗位的名称或期限', en: "Change a post's title or days" },
  permission: 'city.assignPosts',
  params: { postId: id },
  body: changeOf({ title: postFields.title, validFrom: day, validTo: day.nullable() }),
  output: postView,
  errors: [...postRefusals, stale, refusals.deputyOutside],
});
export const postEnd = operation({
  id: 'posts.end',
  method: 'POST',
  path: '/posts/:postId/end',
  summary: { zh: '结束岗位（不填日期则立即失效）', en: 'End a post; at once without a last day' },
  permission: 'city.assignPosts',
  params: { postId: id },
  body: { revision, lastDay: day.optional() },
  output: postView,
  errors: [notFound, stale, refusals.selfAppointment, refusals.alreadyEnded, refusals.wrongPeriod],
});
export const postDeputise = operation({
  id: 'posts.deputise',
  method: 'POST',
  path: '/posts/:postId/deputies',
  summary: { zh: '安排代理人', en: 'Name a deputy for a post' },
  permission: 'city.assignPosts',
  params: { postId: id },
  body: { personId: id, validFrom: day, validTo: day },
  output: postView,
  errors: [...postRefusals, refusals.deputyOutside, refusals.deputyOfDeputy, refusals.deputySelf],
});
