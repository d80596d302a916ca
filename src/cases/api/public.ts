import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import { operation, pageOf, paging } from '../../kernel/operation.ts';
import { problems } from '../../kernel/problem.ts';
import { mapMark, receipt } from '../schema.ts';
import * as input from '../schema/inputs.ts';
import { caseProblems as refusals } from '../schema/problems.ts';
import * as shape from '../schema/public.ts';

/** What needs no account: reporting, following, released cases, and a unit's phone link. */

const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

export const publicCategories = operation({
  id: 'cases.publicCategories',
  method: 'GET',
  path: '/public/categories',
  summary: { zh: '可以反映的类别', en: 'What can be reported' },
  permission: 'public',
  output: items(shape.publicCategory),
});
export const publicNearby = operation({
  id: 'cases.publicNearby',
  method: 'GET',
  path: '/public/similar-cases',
  summary: { zh: '附近同类的问题', en: 'Cases of the same kind nearby' },
  permission: 'public',
  query: {
    category: z.string().max(40),
    lng: z.coerce.number().min(-180).max(180).optional(),
    lat: z.coerce.number().min(-90).max(90).optional(),
    areaId: id.optional(),
  },
  output: items(shape.publicNeighbour),
});
export const publicReport = operation({
  id: 'cases.publicReport',
  method: 'POST',
  path: '/public/cases',
  summary: { zh: '反映一个问题', en: 'Report a problem' },
  permission: 'public',
  body: shape.publicReportBody,
  output: receipt,
  errors: [
    refusals['cases.outsideCity'],
    refusals['cases.placeMissing'],
    refusals['cases.nothingSaid'],
    refusals['cases.categoryUnknown'],
    refusals['cases.attributeMissing'],
    refusals['cases.attributeWrong'],
    refusals['cases.photoUnknown'],
  ],
  perMinute: 10,
});
export const publicJoin = operation({
  id: 'cases.publicJoin',
  method: 'POST',
  path: '/public/cases/:caseId/join',
  summary: { zh: '我也遇到了', en: 'I see it too' },
  permission: 'public',
  params: input.caseParams,
  body: { contact: z.object(input.contactFields).optional() },
  output: z.object({ number: z.string(), code: z.string() }),
  errors: [problems.notFound],
  perMinute: 10,
});
export const publicFollow = operation({
  id: 'cases.publicFollow',
  method: 'POST',
  path: '/public/follow',
  summary: { zh: '凭编号和查询码看进度', en: 'Follow a case by number and code' },
  permission: 'public',
  body: shape.followFields,
  output: shape.publicCaseView,
  errors: [refusals['cases.codeWrong'], refusals['cases.codeTried']],
  perMinute: 10,
});
export const publicSubscribe = operation({
  id: 'cases.publicSubscribe',
  method: 'POST',
  path: '/public/follow/contact',
  summary: { zh: '有进展告诉我', en: 'Tell me of progress' },
  permission: 'public',
  body: { ...shape.followFields, contact: z.object(input.contactFields) },
  output: shape.publicCaseView,
  errors: [refusals['cases.codeWrong'], refusals['cases.codeTried']],
  perMinute: 10,
});
export const publicUnsubscribe = operation({
  id: 'cases.publicUnsubscribe',
  method: 'POST',
  path: '/public/follow/contact/end',
  summary: { zh: '不用再告诉我，删掉联系方式', en: 'Stop telling me, erase my contact' },
  permission: 'public',
  body: shape.followFields,
  output: shape.publicCaseView,
  errors: [refusals['cases.codeWrong']],
  perMinute: 10,
});
export const publicRate = operation({
  id: 'cases.publicRate',
  method: 'POST',
  path: '/public/follow/rating',
  summary: { zh: '评价：解决了，或没解决', en: 'Say whether it is solved' },
  permission: 'public',
  body: { ...shape.followFields, ...input.rateBody, photos: z.array(id).max(9).default([]) },
  output: shape.publicCaseView,
  errors: [
    refusals['cases.codeWrong'],
    refusals['cases.codeTried'],
    refusals['cases.ratedAlready'],
    refusals['cases.disputeTooLate'],
    refusals['cases.noTransition'],
    refusals['cases.reasonMissing'],
  ],
  perMinute: 10,
});
export const publicAnswer = operation({
  id: 'cases.publicAnswer',
  method: 'POST',
  path: '/public/follow/answer',
  summary: { zh: '回答办理单位的问题', en: 'Answer the question of the office' },
  permission: 'public',
  body: { ...shape.followFields, text: z.string().trim().min(1).max(2000), photos: z.array(id).max(9).default([]) },
  output: shape.publicCaseView,
  errors: [refusals['cases.codeWrong'], refusals['cases.codeTried'], refusals['cases.noQuestion']],
  perMinute: 10,
});
export const publicList = operation({
  id: 'cases.publicList',
  method: 'GET',
  path: '/public/cases',
  summary: { zh: '公开的问题', en: 'Released cases' },
  permission: 'public',
  query: { ...shape.publicFilters, ...paging },
  output: pageOf(shape.publicCaseItem),
});
export const publicCase = operation({
  id: 'cases.publicCase',
  method: 'GET',
  path: '/public/cases/:number',
  summary: { zh: '一件公开的问题', en: 'A released case' },
  permission: 'public',
  params: { number: z.string().max(20) },
  output: shape.publicCaseView,
  errors: [problems.notFound],
});
export const publicMap = operation({
  id: 'cases.publicMap',
  method: 'GET',
  path: '/public/case-map',
  summary: { zh: '公开问题的地图', en: 'Map of released cases' },
  permission: 'public',
  query: { ...input.boxQuery, ...shape.publicFilters },
  output: z.object({ marks: z.array(mapMark), more: z.boolean() }),
});

// A unit's phone link

const token = { token: z.string().regex(/^[A-Za-z0-9_-]{20,80}$/) };
export const openLink = operation({
  id: 'cases.openLink',
  method: 'GET',
  path: '/public/case-links/:token',
  summary: { zh: '打开手机链接', en: 'Open a phone link' },
  permission: 'public',
  params: token,
  output: shape.linkView,
  errors: [refusals['cases.linkGone']],
});
const viaLink = <B extends z.ZodRawShape>(name: string, zh: string, en: string, body: B) =>
  operation({
    id: `cases.link${name}`,
    method: 'POST',
    path: `/public/case-links/:token/${name.toLowerCase()}`,
    summary: { zh, en },
    permission: 'public',
    params: token,
    body,
    output: shape.linkView,
    errors: [refusals['cases.linkGone'], refusals['cases.stale'], refusals['cases.noTransition']],
    perMinute: 30,
  });
export const acceptByLink = viaLink('Accept', '签收（手机链接）', 'Accept by phone link', input.acceptBody);
export const returnByLink = viaLink('Return', '退单（手机链接）', 'Give back by phone link', input.returnBody);
export const handleByLink = viaLink('Handle', '交回（手机链接）', 'Hand in by phone link', input.handleBody);
