import { z } from 'zod';
import type { Bilingual } from '../../kernel/text.ts';

/** States of a case; the table of moves between them is in `rules/transitions.ts`. */
export const caseStates = {
  reported: { zh: '待受理', en: 'Reported' },
  verifying: { zh: '现场核实', en: 'Being verified' },
  filed: { zh: '已立案', en: 'Filed' },
  assigned: { zh: '待签收', en: 'Assigned' },
  inProgress: { zh: '处置中', en: 'In progress' },
  handled: { zh: '待核查', en: 'Waiting for the check' },
  closed: { zh: '已结案', en: 'Closed' },
  declined: { zh: '不予受理', en: 'Declined' },
  merged: { zh: '已合并', en: 'Merged' },
  returned: { zh: '退单', en: 'Returned' },
  adjudicating: { zh: '待裁定', en: 'Being adjudicated' },
  onLongTermList: { zh: '挂账', en: 'On the long-term list' },
  rework: { zh: '返工', en: 'Rework' },
  reopened: { zh: '重开', en: 'Reopened' },
} as const satisfies Record<string, Bilingual>;
export type CaseState = keyof typeof caseStates;
export const caseState = z.enum(Object.keys(caseStates) as [CaseState, ...CaseState[]]);

export const channels = {
  publicWeb: { zh: '市民网上报', en: 'Public web page' },
  wechat: { zh: '微信', en: 'WeChat' },
  hotline: { zh: '热线电话', en: 'Hotline' },
  mailbox: { zh: '邮箱', en: 'Mailbox' },
  letter: { zh: '来信', en: 'Letter' },
  counter: { zh: '来访', en: 'Counter' },
  media: { zh: '媒体曝光', en: 'Media' },
  inspection: { zh: '督查检查', en: 'Inspection' },
  supervisor: { zh: '社会监督员', en: 'Social supervisor' },
  patrol: { zh: '网格巡查', en: 'Patrol' },
  leader: { zh: '领导交办', en: "Leader's instruction" },
  open311: { zh: 'Open311 接口', en: 'Open311' },
  app: { zh: '移动采集', en: 'Field app' },
} as const satisfies Record<string, Bilingual>;
export type Channel = keyof typeof channels;
export const channel = z.enum(Object.keys(channels) as [Channel, ...Channel[]]);

/** Reports of these channels come from outside and are looked at on the spot before filing, if the office wants it (GB/T 30428.8). */
export const outsideChannels = [
  'publicWeb',
  'wechat',
  'hotline',
  'mailbox',
  'letter',
  'counter',
  'media',
  'open311',
] as const satisfies readonly Channel[];

/** How a case ended. Only a checked `fixed` counts as fixed. */
export const outcomes = {
  fixed: { zh: '已解决，核查属实', en: 'Fixed, checked on the spot' },
  notOurDuty: { zh: '不属于本市职责', en: 'Not our duty' },
  nothingFound: { zh: '现场没有发现', en: 'Nothing found' },
  cannotFix: { zh: '暂时办不了，已有计划', en: 'Cannot be fixed now; there is a plan' },
} as const satisfies Record<string, Bilingual>;
export type Outcome = keyof typeof outcomes;
export const outcome = z.enum(Object.keys(outcomes) as [Outcome, ...Outcome[]]);

/** Everything that can be done to a case; also the keys of a timeline's entries. */
export const acts = {
  report: { zh: '反映', en: 'Reported' },
  join: { zh: '我也遇到了', en: 'Also seen' },
  change: { zh: '改写', en: 'Corrected' },
  verify: { zh: '派人现场核实', en: 'Sent for verification' },
  verified: { zh: '核实回告', en: 'Verified' },
  file: { zh: '受理立案', en: 'Filed' },
  decline: { zh: '不予受理', en: 'Declined' },
  merge: { zh: '合并', en: 'Merged' },
  dispatch: { zh: '派遣', en: 'Dispatched' },
  undoDispatch: { zh: '撤回派遣', en: 'Dispatch taken back' },
  split: { zh: '拆分', en: 'Split' },
  supervise: { zh: '督办', en: 'Under supervision' },
  accept: { zh: '签收', en: 'Accepted' },
  return: { zh: '退单', en: 'Returned' },
  adjudicate: { zh: '裁定', en: 'Adjudicated' },
  ask: { zh: '问反映人', en: 'Asked the reporter' },
  answer: { zh: '反映人回答', en: 'The reporter answered' },
  request: { zh: '申请', en: 'Requested' },
  grant: { zh: '同意申请', en: 'Granted' },
  refuse: { zh: '不同意申请', en: 'Refused' },
  resume: { zh: '恢复计时', en: 'Clock resumed' },
  assist: { zh: '请求协办', en: 'Assistance asked' },
  longTerm: { zh: '挂账', en: 'Put on the long-term list' },
  revive: { zh: '销账重办', en: 'Taken off the long-term list' },
  handle: { zh: '交回', en: 'Handed in' },
  check: { zh: '核查', en: 'Checked' },
  close: { zh: '结案', en: 'Closed' },
  rework: { zh: '返工', en: 'Sent back for rework' },
  rate: { zh: '评价', en: 'Rated' },
  dispute: { zh: '没解决', en: 'Not solved' },
  release: { zh: '公开', en: 'Released' },
  withdraw: { zh: '撤下公开', en: 'Withdrawn from the public' },
  note: { zh: '写一句', en: 'Note' },
  callBack: { zh: '回访', en: 'Called back' },
  link: { zh: '发手机链接', en: 'Phone link made' },
  told: { zh: '告知反映人', en: 'Told the reporter' },
} as const satisfies Record<string, Bilingual>;
export type Act = keyof typeof acts;
export const act = z.enum(Object.keys(acts) as [Act, ...Act[]]);

/** The clocks of a case. `receipt` is the unit's 签收, a part of `handling`. */
export const clockNames = {
  acceptance: { zh: '受理', en: 'Acceptance' },
  dispatch: { zh: '派遣', en: 'Dispatch' },
  receipt: { zh: '签收', en: 'Receipt' },
  handling: { zh: '处置', en: 'Handling' },
  check: { zh: '核查', en: 'Check' },
  total: { zh: '全程', en: 'Total' },
} as const satisfies Record<string, Bilingual>;
export type ClockName = keyof typeof clockNames;
export const clockName = z.enum(Object.keys(clockNames) as [ClockName, ...ClockName[]]);

export const limitUnits = {
  workingHours: { zh: '工作时', en: 'working hours' },
  urgentHours: { zh: '紧急工作时', en: 'urgent hours (round the clock)' },
  workingDays: { zh: '工作日', en: 'working days' },
} as const satisfies Record<string, Bilingual>;
export type LimitUnit = keyof typeof limitUnits;
/** Working days are whole; hours may be halves. */
export const limit = z.object({
  amount: z.number().positive().max(400).multipleOf(0.5),
  unit: z.enum(Object.keys(limitUnits) as [LimitUnit, ...LimitUnit[]]),
});
export type Limit = z.infer<typeof limit>;

/** The limits of one case, frozen into it when it was reported. */
export const limits = z.object({ acceptance: limit, dispatch: limit, receipt: limit, handling: limit, check: limit, total: limit });
export type Limits = z.infer<typeof limits>;

/** What a unit may ask the office for. */
export const requestKinds = {
  extension: { zh: '延期', en: 'More time' },
  pause: { zh: '暂停计时', en: 'Pause of the clock' },
} as const satisfies Record<string, Bilingual>;
export type RequestKind = keyof typeof requestKinds;
export const requestKind = z.enum(Object.keys(requestKinds) as [RequestKind, ...RequestKind[]]);
