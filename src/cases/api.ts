import { z } from 'zod';
import { id } from '../kernel/ids.ts';
import { nothing, operation, pageOf, streamed } from '../kernel/operation.ts';
import { problems } from '../kernel/problem.ts';
import { moment } from '../kernel/time.ts';
import { actResult, caseCounts, caseSummary, caseView, mapMark, neighbour, receipt, reporterView, suggestion } from './schema.ts';
import * as input from './schema/inputs.ts';
import { caseProblems as refusals } from './schema/problems.ts';

/** What staff do with cases. Settings are in `api/settings.ts`, the public's operations in `api/public.ts`. */

const actErrors = [
  problems.notFound,
  refusals['cases.stale'],
  refusals['cases.noTransition'],
  refusals['cases.notNeeded'],
  refusals['cases.notYourUnit'],
] as const;

const on = <B extends z.ZodRawShape>(
  name: string,
  zh: string,
  en: string,
  permission: `cases.${string}`,
  body: B,
  errors: (typeof refusals)[keyof typeof refusals][] = [],
) =>
  operation({
    id: `cases.${name}`,
    method: 'POST',
    path: `/cases/:caseId/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    summary: { zh, en },
    permission,
    params: input.caseParams,
    body,
    output: actResult,
    errors: [...actErrors, ...errors],
  });

// Looking

export const listCases = operation({
  id: 'cases.list',
  method: 'GET',
  path: '/cases',
  summary: { zh: '问题件列表', en: 'List of cases' },
  permission: 'cases.view',
  query: input.caseListQuery,
  output: pageOf(caseSummary),
});
export const countCases = operation({
  id: 'cases.counts',
  method: 'GET',
  path: '/case-counts',
  summary: { zh: '各状态件数', en: 'Cases by state' },
  permission: 'cases.view',
  query: { unit: id.optional() },
  output: caseCounts,
});
export const getCase = operation({
  id: 'cases.get',
  method: 'GET',
  path: '/cases/:caseId',
  summary: { zh: '一件的全部情况', en: 'A case in full' },
  permission: 'cases.view',
  params: input.caseParams,
  output: caseView,
  errors: [problems.notFound],
});
export const findByNumber = operation({
  id: 'cases.byNumber',
  method: 'GET',
  path: '/cases/by-number/:number',
  summary: { zh: '按编号找', en: 'Find a case by its number' },
  permission: 'cases.view',
  params: { number: z.string().max(20) },
  output: caseSummary,
  errors: [problems.notFound],
});
export const suggestUnits = operation({
  id: 'cases.suggest',
  method: 'GET',
  path: '/cases/:caseId/suggestions',
  summary: { zh: '该派给谁，为什么', en: 'Whom to dispatch to, and why' },
  permission: 'cases.dispatch',
  params: input.caseParams,
  output: z.object({ items: z.array(suggestion) }),
  errors: [problems.notFound],
});
export const previewRoute = operation({
  id: 'cases.previewRoute',
  method: 'GET',
  path: '/case-route-preview',
  summary: { zh: '这一类在这里该派给谁，为什么', en: 'Whom a report of this kind at this place would go to, and why' },
  permission: 'cases.view',
  query: input.routeQuery,
  output: z.object({ items: z.array(suggestion) }),
  errors: [refusals['cases.categoryUnknown'], refusals['cases.outsideCity'], refusals['cases.placeMissing']],
});
export const similarCases = operation({
  id: 'cases.similar',
  method: 'GET',
  path: '/similar-cases',
  summary: { zh: '相似的和附近的', en: 'Similar and nearby cases' },
  permission: 'cases.view',
  query: input.similarQuery,
  // `promisedAt`: by when its reporter was told that it is answered; null when no clock runs.
  output: z.object({ items: z.array(neighbour.extend({ promisedAt: moment.nullable() })), metres: z.number().int() }),
});
export const mapCases = operation({
  id: 'cases.map',
  method: 'GET',
  path: '/case-map',
  summary: { zh: '地图上的件数', en: 'Cases on the map' },
  permission: 'cases.view',
  query: { ...input.boxQuery, ...input.caseFilters },
  output: z.object({ marks: z.array(mapMark), more: z.boolean() }),
});
export const exportCases = operation({
  id: 'cases.export',
  method: 'GET',
  path: '/cases.xlsx',
  summary: { zh: '导出表格', en: 'Export as a spreadsheet' },
  permission: 'cases.export',
  query: { ...input.caseFilters, sort: input.caseSort.default('newest'), columns: z.string().max(600).optional() },
  output: streamed,
});
export const readReporter = operation({
  id: 'cases.reporter',
  method: 'POST',
  path: '/cases/:caseId/reporter',
  summary: { zh: '看反映人的联系方式（留痕）', en: "Read the reporter's contact (journalled)" },
  permission: 'cases.callBack',
  // The answer is somebody's contact.
  secret: true,
  params: input.caseParams,
  body: { why: z.string().trim().min(2).max(200) },
  output: reporterView,
  errors: [problems.notFound],
});
export const eraseReporter = operation({
  id: 'cases.eraseReporter',
  method: 'POST',
  path: '/cases/:caseId/reporter/erasure',
  summary: { zh: '应要求删除联系方式', en: 'Erase a contact because its owner asks for it' },
  permission: 'cases.callBack',
  params: input.caseParams,
  /** The code of who asks; without it the one who reported. */
  body: { code: z.string().trim().max(12).optional() },
  output: z.object({ erased: z.number().int() }),
  errors: [problems.notFound, refusals['cases.codeWrong']],
});

// Reporting

export const reportOnBehalf = operation({
  id: 'cases.report',
  method: 'POST',
  path: '/cases',
  summary: { zh: '登记一件（电话、来信、来访、媒体、巡查、领导交办）', en: 'Register a case on behalf of somebody' },
  permission: 'cases.report',
  body: input.deskReportBody,
  output: receipt,
  errors: [
    refusals['cases.outsideCity'],
    refusals['cases.placeMissing'],
    refusals['cases.nothingSaid'],
    refusals['cases.saidAtWrong'],
    refusals['cases.categoryUnknown'],
    refusals['cases.attributeMissing'],
    refusals['cases.attributeWrong'],
    refusals['cases.photoUnknown'],
    refusals['cases.numberGone'],
  ],
});
export const changeCase = on('change', '改写标题、类别、地点', 'Correct title, category or place', 'cases.change', input.changeBody, [
  refusals['cases.outsideCity'],
  refusals['cases.categoryUnknown'],
]);

// Office desk

export const verifyCase = on('verify', '派人现场核实', 'Send for verification on the spot', 'cases.file', input.verifyBody);
export const reportVerified = on('verified', '核实回告', 'Report what was found on the spot', 'cases.verify', input.verifiedBody);
export const fileCase = on('file', '受理立案', 'File', 'cases.file', input.fileBody, [refusals['cases.verifyFirst']]);
export const declineCase = on('decline', '不予受理', 'Decline', 'cases.file', input.declineBody);
export const mergeCase = on('merge', '合并到另一件', 'Merge into another case', 'cases.file', input.mergeBody, [
  refusals['cases.mergeSelf'],
  refusals['cases.mergeTarget'],
]);
export const dispatchCase = on('dispatch', '派遣', 'Dispatch', 'cases.dispatch', input.dispatchBody, [
  refusals['cases.unitUnfit'],
  refusals['cases.sameUnit'],
  refusals['cases.onlySupervising'],
]);
export const undoDispatch = on('undoDispatch', '撤回刚派出的', 'Take a dispatch back', 'cases.dispatch', input.versioned, [
  refusals['cases.undoTooLate'],
  refusals['cases.undoNotYours'],
]);
export const splitCase = on('split', '拆分给几个单位', 'Split for several units', 'cases.dispatch', input.splitBody, [
  refusals['cases.splitParts'],
  refusals['cases.unitUnfit'],
]);
export const superviseCase = on('supervise', '督办', 'Put under supervision', 'cases.supervise', input.superviseBody);
export const adjudicateCase = on('adjudicate', '裁定', 'Adjudicate', 'cases.adjudicate', input.adjudicateBody, [
  refusals['cases.unitUnfit'],
]);
export const grantRequest = on('grant', '同意申请', 'Grant a request', 'cases.grant', input.decideRequestBody, [
  refusals['cases.noRequest'],
]);
export const refuseRequest = on('refuse', '不同意申请', 'Refuse a request', 'cases.grant', input.refuseRequestBody, [
  refusals['cases.noRequest'],
]);
export const putOnLongTermList = on('longTerm', '挂账', 'Put on the long-term list', 'cases.longTerm', input.longTermBody, [
  refusals['cases.dateInPast'],
  refusals['cases.unitUnfit'],
]);
export const reviveCase = on('revive', '销账重办', 'Take off the long-term list', 'cases.longTerm', input.reviveBody);
export const releaseCase = on('release', '向社会公开', 'Release to the public', 'cases.release', input.releaseBody, [
  refusals['cases.photoUnknown'],
]);
export const withdrawCase = on('withdraw', '撤下公开', 'Withdraw from the public', 'cases.release', input.withdrawBody, [
  refusals['cases.notReleased'],
]);

const bulkAnswer = z.object({
  done: z.array(actResult),
  /** Those that were refused, each with the reason; the others stand. */
  refused: z.array(z.object({ caseId: id, code: z.string(), zh: z.string(), en: z.string() })),
});
export const dispatchMany = operation({
  id: 'cases.dispatchMany',
  method: 'POST',
  path: '/case-dispatches',
  summary: { zh: '批量派遣', en: 'Dispatch several' },
  permission: 'cases.dispatch',
  body: input.bulkBody,
  output: bulkAnswer,
});
export const acceptMany = operation({
  id: 'cases.acceptMany',
  method: 'POST',
  path: '/case-acceptances',
  summary: { zh: '批量签收', en: 'Accept several' },
  permission: 'cases.handle',
  body: input.acceptManyBody,
  output: bulkAnswer,
});

// Unit

export const acceptCase = on('accept', '签收', 'Accept', 'cases.handle', input.acceptBody);
export const returnCase = on('return', '退单', 'Give back with a reason', 'cases.handle', input.returnBody);
export const askReporter = on('ask', '问反映人', 'Ask the reporter', 'cases.handle', input.askBody, [refusals['cases.noReporter']]);
export const recordAnswer = on('answer', '记下反映人的回答', "Note the reporter's answer", 'cases.callBack', input.answerBody, [
  refusals['cases.noQuestion'],
]);
export const requestCase = on('request', '申请延期或暂停', 'Ask for more time or a pause', 'cases.handle', input.requestBody, [
  refusals['cases.requestOpen'],
]);
export const resumeCase = on('resume', '恢复计时', 'Let the clock run again', 'cases.handle', input.resumeBody, [
  refusals['cases.notPaused'],
]);
export const assistCase = on('assist', '请求协办', 'Ask another unit to assist', 'cases.handle', input.assistBody, [
  refusals['cases.unitUnfit'],
  refusals['cases.sameUnit'],
]);
export const handleCase = on('handle', '交回', 'Hand in', 'cases.handle', input.handleBody, [
  refusals['cases.photosMissing'],
  refusals['cases.finderHandles'],
]);
export const makeLink = operation({
  id: 'cases.link',
  method: 'POST',
  path: '/cases/:caseId/links',
  summary: { zh: '给办理人发一个手机链接', en: 'Make a phone link for a person of the handling unit' },
  permission: 'cases.link',
  // The address is a key to the case.
  secret: true,
  params: input.caseParams,
  body: input.linkBody,
  output: z.object({ href: z.string(), expiresAt: moment }),
  errors: [problems.notFound, refusals['cases.linkPerson']],
});

// Check and after

export const checkCase = on('check', '核查', 'Check', 'cases.check', input.checkBody, [
  refusals['cases.handlerChecks'],
  refusals['cases.finderChecks'],
  refusals['cases.outcomeMissing'],
  refusals['cases.planMissing'],
  refusals['cases.reasonMissing'],
]);
export const callBack = on('callBack', '回访', 'Call the reporter back', 'cases.callBack', input.callBackBody, [
  refusals['cases.disputeTooLate'],
  refusals['cases.ratedAlready'],
]);
export const noteCase = on('note', '写一句', 'Add a note', 'cases.note', input.noteBody);
export const leaveAssist = operation({
  id: 'cases.leaveAssist',
  method: 'DELETE',
  path: '/cases/:caseId/assisting/:unitId',
  summary: { zh: '不再协办', en: 'End a unit’s assistance' },
  permission: 'cases.handle',
  params: { ...input.caseParams, unitId: id },
  output: nothing,
  errors: [problems.notFound],
});
