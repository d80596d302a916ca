import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import { nothing, operation, pageOf, paging } from '../../kernel/operation.ts';
import { problems } from '../../kernel/problem.ts';
import { day, moment } from '../../kernel/time.ts';
import { caseProblems as refusals } from '../schema/problems.ts';
import * as data from '../schema/settings.ts';

/** Categories, limits, duty list, calendar, saved views, re-visits. */

const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

export const listCategories = operation({
  id: 'cases.categories',
  method: 'GET',
  path: '/case-categories',
  summary: { zh: '类别', en: 'Categories' },
  permission: 'signedIn',
  query: { all: z.enum(['true', 'false']).optional() },
  output: items(data.category),
});
export const saveCategory = operation({
  id: 'cases.saveCategory',
  method: 'PUT',
  path: '/case-categories/:code',
  summary: { zh: '保存类别', en: 'Save a category' },
  permission: 'cases.settings',
  params: { code: z.string().regex(/^[0-9a-z][0-9a-z-]{0,38}$/) },
  body: data.categoryFields,
  output: data.category,
  errors: [refusals['cases.categoryUnknown']],
});
export const listPresetNews = operation({
  id: 'cases.presetNews',
  method: 'GET',
  path: '/case-presets/news',
  summary: { zh: '预置里有、本市还没有的类别、问题和理由', en: 'Categories, questions and reasons of the presets that the city has not' },
  permission: 'cases.settings',
  output: items(data.presetNews),
});
export const takePresetNews = operation({
  id: 'cases.takePresetNews',
  method: 'POST',
  path: '/case-presets/take',
  summary: { zh: '采用选中的预置', en: 'Take over what was chosen of the presets' },
  permission: 'cases.settings',
  body: { keys: z.array(z.string().max(120)).min(1).max(500) },
  output: z.object({ taken: z.int() }),
  errors: [refusals['cases.presetUnknown']],
});
export const guessCategory = operation({
  id: 'cases.guessCategory',
  method: 'GET',
  path: '/case-category-guess',
  summary: { zh: '从原话猜类别', en: 'Guess the category from the words' },
  permission: 'cases.report',
  query: { text: z.string().trim().max(2000) },
  output: items(z.object({ code: z.string(), words: z.array(z.string()), urgent: z.boolean() })),
});

export const listPolicies = operation({
  id: 'cases.policies',
  method: 'GET',
  path: '/case-policies',
  summary: { zh: '时限各版', en: 'Versions of the limits' },
  permission: 'signedIn',
  output: items(data.policy),
});
export const makePolicy = operation({
  id: 'cases.makePolicy',
  method: 'POST',
  path: '/case-policies',
  summary: { zh: '新一版时限', en: 'Make a version of the limits' },
  permission: 'cases.settings',
  body: data.policyBody,
  output: data.policy,
  errors: [refusals['cases.policyOverlap'], refusals['cases.dateInPast']],
});
export const previewLimit = operation({
  id: 'cases.previewLimit',
  method: 'GET',
  path: '/case-limit-preview',
  summary: { zh: '试算时限', en: 'Try the limits of a category' },
  permission: 'signedIn',
  query: { category: z.string().max(40), receivedAt: moment },
  output: data.limitPreview,
  errors: [refusals['cases.categoryUnknown']],
});
export const readSettings = operation({
  id: 'cases.settings',
  method: 'GET',
  path: '/case-settings',
  summary: { zh: '办件设置', en: 'Settings of casework' },
  permission: 'signedIn',
  output: data.caseSettings,
});
export const saveSettings = operation({
  id: 'cases.saveSettings',
  method: 'PUT',
  path: '/case-settings',
  summary: { zh: '保存办件设置', en: 'Save the settings of casework' },
  permission: 'cases.settings',
  body: data.caseSettings.shape,
  output: data.caseSettings,
});

const year = z.coerce.number().int().min(1990).max(2100);
export const readCalendar = operation({
  id: 'cases.calendar',
  method: 'GET',
  path: '/case-calendar/:year',
  summary: { zh: '工作日历', en: 'Calendar of working days' },
  permission: 'signedIn',
  params: { year },
  output: data.calendarYear,
});
export const saveCalendar = operation({
  id: 'cases.saveCalendar',
  method: 'PUT',
  path: '/case-calendar/:year',
  summary: { zh: '保存一年的工作日历', en: "Save a year's calendar" },
  permission: 'cases.settings',
  params: { year },
  body: data.calendarBody,
  output: data.calendarYear,
});
export const fillCalendar = operation({
  id: 'cases.fillCalendar',
  method: 'POST',
  path: '/case-calendar/:year/official',
  summary: { zh: '填入已公布的放假安排', en: 'Fill in the published holidays' },
  permission: 'cases.settings',
  params: { year },
  output: data.calendarYear,
  errors: [refusals['cases.calendarYear']],
});

export const listDutyRules = operation({
  id: 'cases.dutyRules',
  method: 'GET',
  path: '/duty-rules',
  summary: { zh: '权责清单', en: 'Duty list' },
  permission: 'signedIn',
  query: { category: z.string().max(40).optional(), unit: id.optional(), ...paging },
  output: pageOf(data.dutyRule),
});
export const addDutyRule = operation({
  id: 'cases.addDutyRule',
  method: 'POST',
  path: '/duty-rules',
  summary: { zh: '新增权责条目', en: 'Add a rule to the duty list' },
  permission: 'cases.settings',
  body: data.dutyRuleBody,
  output: data.dutyRule,
  errors: [refusals['cases.categoryUnknown'], refusals['cases.unitUnfit']],
});
export const changeDutyRule = operation({
  id: 'cases.changeDutyRule',
  method: 'PUT',
  path: '/duty-rules/:ruleId',
  summary: { zh: '修改权责条目', en: 'Change a rule of the duty list' },
  permission: 'cases.settings',
  params: { ruleId: id },
  body: data.dutyRuleBody,
  output: data.dutyRule,
  errors: [problems.notFound, refusals['cases.categoryUnknown'], refusals['cases.unitUnfit']],
});

export const listViews = operation({
  id: 'cases.views',
  method: 'GET',
  path: '/case-views',
  summary: { zh: '保存的视图', en: 'Saved views' },
  permission: 'cases.view',
  output: items(data.savedView),
});
export const saveView = operation({
  id: 'cases.saveView',
  method: 'POST',
  path: '/case-views',
  summary: { zh: '保存视图', en: 'Save a view' },
  permission: 'cases.view',
  body: data.savedViewBody,
  output: data.savedView,
  errors: [refusals['cases.viewName']],
});
export const deleteView = operation({
  id: 'cases.deleteView',
  method: 'DELETE',
  path: '/case-views/:viewId',
  summary: { zh: '删除视图', en: 'Delete a view' },
  permission: 'cases.view',
  params: { viewId: id },
  output: nothing,
  errors: [problems.notFound],
});

export const listRevisits = operation({
  id: 'cases.revisits',
  method: 'GET',
  path: '/case-revisits',
  summary: { zh: '回头看抽样', en: 'Re-visit samples' },
  permission: 'cases.revisit',
  output: items(data.revisit),
});
export const drawRevisit = operation({
  id: 'cases.drawRevisit',
  method: 'POST',
  path: '/case-revisits',
  summary: { zh: '抽一批结案件回头看', en: 'Draw closed cases to be visited again' },
  permission: 'cases.revisit',
  body: { from: day, to: day, share: z.number().min(0.001).max(1).optional(), seed: z.string().trim().min(4).max(80) },
  output: data.revisit,
});
export const readRevisit = operation({
  id: 'cases.readRevisit',
  method: 'GET',
  path: '/case-revisits/:revisitId',
  summary: { zh: '一批回头看', en: 'A re-visit sample' },
  permission: 'cases.revisit',
  params: { revisitId: id },
  query: paging,
  output: pageOf(data.revisitItem),
  errors: [problems.notFound],
});
export const recordRevisit = operation({
  id: 'cases.recordRevisit',
  method: 'PUT',
  path: '/case-revisits/:revisitId/cases/:caseId',
  summary: { zh: '记下回头看的结果', en: 'Record what the re-visit found' },
  permission: 'cases.revisit',
  params: { revisitId: id, caseId: id },
  body: { result: z.enum(['holds', 'back', 'partly']), note: z.string().trim().max(1000).default('') },
  output: data.revisitItem,
  errors: [problems.notFound, refusals['cases.handlerChecks']],
});
