import { sql } from 'kysely';
import type { Bilingual } from '../kernel/text.ts';
import type { FactWords, FieldWords, NamesOf } from '../platform/journal/words.ts';
import { caseFacts } from './events.ts';
import { toldKinds } from './rules/told.ts';
import type { noteKinds } from './schema/inputs.ts';
import { acts, caseStates, channels, clockNames, limitUnits, outcomes, requestKinds, type Act, type Limits } from './schema/words.ts';
import { reasonKinds, type Reason } from './schema/reasons.ts';
import type { attributeDefinition, CaseSettings, categoryFields, dutyRuleBody } from './schema/settings.ts';
import { casework } from './store/casework.ts';
import type { EventDetail } from './store/tables.ts';

type ActFact = (typeof caseFacts)[Act];

const actTypes = Object.fromEntries(Object.entries(caseFacts).map(([act, type]) => [type, acts[act as Act]])) as Record<ActFact, Bilingual>;

const types = {
  ...actTypes,
  'case.reporterKnown': { zh: '反映人留下联系方式', en: 'Reporter left a contact' },
  'case.reporterRead': { zh: '查看反映人联系方式', en: "Reporter's contact read" },
  'case.reporterRecognised': { zh: '按电话号码认出反映人来过', en: 'Reporter recognised by telephone' },
  'case.contactErased': { zh: '删除反映人联系方式', en: "Reporter's contact erased" },
  'caseCategory.saved': { zh: '修改问题类别', en: 'Category changed' },
  'caseNumber.lapsed': { zh: '预留的编号没有用', en: 'Reserved number not used' },
  'casePolicy.made': { zh: '发布时限版本', en: 'Limits published' },
  'casePresets.taken': { zh: '采用新增的预置', en: 'New presets taken over' },
  'caseReason.added': { zh: '新增理由', en: 'Reason added' },
  'caseReason.changed': { zh: '修改理由', en: 'Reason changed' },
  'caseRevisit.drawn': { zh: '抽取回访名单', en: 'Re-visits drawn' },
  'caseRevisit.recorded': { zh: '登记回访结果', en: 'Re-visit recorded' },
  'caseSettings.saved': { zh: '修改办件设置', en: 'Casework settings changed' },
  'caseView.saved': { zh: '保存视图', en: 'View saved' },
  'caseView.deleted': { zh: '删除视图', en: 'View deleted' },
  'cases.generated': { zh: '装入生成的问题', en: 'Generated cases loaded' },
  'calendar.saved': { zh: '修改工作日历', en: 'Calendar changed' },
  'dutyRule.added': { zh: '新增权责', en: 'Duty added' },
  'dutyRule.changed': { zh: '修改权责', en: 'Duty changed' },
};

type Types = typeof types;
declare module '../platform/context.ts' {
  interface FactTypes extends Types {}
}

type Field =
  | keyof EventDetail
  | keyof typeof categoryFields
  | keyof CaseSettings
  | keyof Reason
  | keyof typeof dutyRuleBody
  | keyof Limits
  | keyof (typeof attributeDefinition)['shape'];

const leadWords = {
  unit: { zh: '指定单位', en: 'a unit' },
  district: { zh: '所在区县', en: 'the district' },
  street: { zh: '所在街道', en: 'the street' },
  community: { zh: '所在社区', en: 'the community' },
};
/** `kind` of a note, of a reason, of a category, or the channel of a report. */
const noteWords: Record<(typeof noteKinds)[number], Bilingual> = {
  note: { zh: '写一句', en: 'Note' },
  askDesk: { zh: '请受理台补充', en: 'The desk is asked' },
  askPhotos: { zh: '请补照片', en: 'Photos are asked for' },
};
const kinds = {
  ...channels,
  ...reasonKinds,
  ...noteWords,
  event: { zh: '事件', en: 'Event' },
  component: { zh: '部件', en: 'Component' },
};

const fields = {
  number: { zh: '编号', en: 'Number' },
  version: { zh: '版本', en: 'Version' },
  state: { zh: '状态', en: 'State', choices: caseStates },
  channel: { zh: '来源渠道', en: 'Channel', choices: channels },
  category: { zh: '类别', en: 'Category', names: 'caseCategory' },
  title: { zh: '标题', en: 'Title' },
  place: { zh: '地点', en: 'Place' },
  areaId: { zh: '片区', en: 'Area', names: 'area' },
  words: { zh: '说明', en: 'Words' },
  unitId: { zh: '单位', en: 'Unit', names: 'unit' },
  unitName: { zh: '单位名称', en: 'Name of the unit' },
  previousUnitId: { zh: '原单位', en: 'Unit before', names: 'unit' },
  reason: { zh: '理由代码', en: 'Code of the reason' },
  reasonName: { zh: '理由', en: 'Reason' },
  told: { zh: '告知反映人', en: 'Told to the reporter' },
  request: { zh: '申请', en: 'Request', choices: requestKinds },
  extra: { zh: '延长', en: 'More time' },
  amount: { zh: '数量', en: 'amount' },
  unit: { zh: '计时单位', en: 'counted in', choices: limitUnits },
  outcome: { zh: '结果', en: 'Outcome', choices: outcomes },
  caseId: { zh: '问题件', en: 'Case', names: 'case' },
  found: { zh: '属实', en: 'Found' },
  kind: { zh: '种类', en: 'Kind', choices: kinds },
  expected: { zh: '预计日期', en: 'Expected' },
  reached: { zh: '联系上', en: 'Reached' },
  solved: { zh: '已解决', en: 'Solved' },
  satisfied: { zh: '满意度', en: 'Satisfaction' },
  changed: {
    zh: '改动',
    en: 'Changed',
    choices: {
      title: { zh: '标题', en: 'title' },
      category: { zh: '类别', en: 'category' },
      urgent: { zh: '紧急', en: 'urgency' },
      place: { zh: '地点', en: 'place' },
      areaId: { zh: '片区', en: 'area' },
      lng: { zh: '位置', en: 'position' },
    },
  },
  saidAt: { zh: '反映时间', en: 'Said at' },
  what: { zh: '告知内容', en: 'What', choices: toldKinds },
  way: { zh: '方式', en: 'Way', choices: { email: { zh: '邮件', en: 'e-mail' }, sms: { zh: '短信', en: 'text message' } } },
  messageId: { zh: '消息编号', en: 'Message id' },
  why: {
    zh: '原因',
    en: 'Why',
    orWords: true,
    choices: {
      asked: { zh: '本人要求', en: 'asked for' },
      stopped: { zh: '不再接收进展', en: 'wants no more messages' },
      ended: { zh: '期满', en: 'time is over' },
    },
  },
  contacts: { zh: '联系方式份数', en: 'Contacts' },
  // Categories and their questions
  code: { zh: '代码', en: 'Code' },
  classCode: { zh: '大类', en: 'Class', names: 'caseCategory' },
  name: { zh: '名称', en: 'Name' },
  description: { zh: '说明', en: 'Description' },
  standard: { zh: '办结标准', en: 'What counts as done' },
  keywords: { zh: '关键词', en: 'Keywords' },
  publicOrder: { zh: '公众页面顺序', en: 'Order for the public' },
  tile: { zh: '公众页面短名', en: 'Short name for the public' },
  urgent: { zh: '紧急', en: 'Urgent' },
  photosNeeded: { zh: '须交照片', en: 'Photos needed' },
  nearPublic: { zh: '公众查重半径（米）', en: 'Nearby for the public (m)' },
  nearStaff: { zh: '工作人员查重半径（米）', en: 'Nearby for staff (m)' },
  attributes: { zh: '附加问题', en: 'Questions' },
  declinedQuestions: { zh: '不再问的预置问题', en: 'Preset questions taken away' },
  hint: { zh: '提示', en: 'hint' },
  type: {
    zh: '题型',
    en: 'type',
    choices: {
      string: { zh: '一行文字', en: 'line of text' },
      text: { zh: '多行文字', en: 'text' },
      number: { zh: '数字', en: 'number' },
      datetime: { zh: '日期时间', en: 'date and time' },
      singlevaluelist: { zh: '单选', en: 'one of a list' },
      multivaluelist: { zh: '多选', en: 'several of a list' },
    },
  },
  required: { zh: '必填', en: 'required' },
  values: { zh: '选项', en: 'choices' },
  key: { zh: '选项代码', en: 'key' },
  provisional: { zh: '暂定', en: 'Provisional' },
  source: { zh: '依据', en: 'Source' },
  active: { zh: '启用', en: 'In use' },
  search: { zh: '检索文字', en: 'Search text' },
  // Limits, settings, calendar
  validFrom: { zh: '开始日期', en: 'First day' },
  validTo: { zh: '结束日期', en: 'Last day' },
  note: { zh: '备注', en: 'Note' },
  ...clockNames,
  seasons: { zh: '作息', en: 'Working hours' },
  hours: { zh: '时段', en: 'hours' },
  from: { zh: '从', en: 'from' },
  to: { zh: '到', en: 'to' },
  afterHours: {
    zh: '下班后收到的',
    en: 'After hours',
    choices: { atOnce: { zh: '立即计时', en: 'counts at once' }, nextWorkingTime: { zh: '上班后计时', en: 'counts when work starts' } },
  },
  askPauseDays: { zh: '询问最长暂停（工作日）', en: 'Longest pause while asking (working days)' },
  disputeDays: { zh: '“没解决”期限（天）', en: 'Days for "not solved"' },
  recurrenceDays: { zh: '复发认定（天）', en: 'Days of recurrence' },
  undoSeconds: { zh: '可撤回（秒）', en: 'Seconds to undo' },
  verifyOutside: { zh: '外部来源先核实', en: 'Verify reports from outside' },
  revisitShare: { zh: '回访比例', en: 'Share of re-visits' },
  contactDays: { zh: '联系方式保留（天）', en: 'Days until contacts are erased' },
  dueSoonShare: { zh: '临期提醒（剩余比例）', en: 'Due soon (share left)' },
  dueSoonMinutes: { zh: '临期提醒（剩余分钟）', en: 'Due soon (minutes left)' },
  overdueOfficeMinutes: { zh: '超期告知创文办（分钟）', en: 'Office told when overdue by (minutes)' },
  year: { zh: '年份', en: 'Year' },
  official: { zh: '官方日历', en: 'Official calendar' },
  days: { zh: '天数', en: 'Days' },
  // Reasons
  wordsNeeded: { zh: '须补充说明', en: 'Words needed' },
  wordsHint: { zh: '说明提示', en: 'Hint for the words' },
  position: { zh: '顺序', en: 'Order' },
  // Duty list
  id: { zh: '编号', en: 'Id' },
  article: { zh: '条目', en: 'Article' },
  text: { zh: '内容', en: 'Text' },
  answerTo: { zh: '看哪个问题的答案', en: 'Depends on the question' },
  answers: { zh: '答案', en: 'Answers' },
  leadUnitId: { zh: '牵头单位', en: 'Lead unit', names: 'unit' },
  leadBy: { zh: '牵头', en: 'Led by', choices: leadWords },
  jointUnitIds: { zh: '配合单位', en: 'Joint units', names: 'unit' },
  fromCase: { zh: '出自问题件', en: 'From case' },
  fromCaseId: { zh: '出自问题件', en: 'From case', names: 'case' },
  cityId: { zh: '城市', en: 'City' },
  presets: { zh: '预置', en: 'Presets' },
  count: { zh: '件数', en: 'Count' },
  // Views and re-visits
  shared: { zh: '共用', en: 'Shared' },
  seed: { zh: '种子', en: 'Seed' },
  share: { zh: '比例', en: 'Share' },
  population: { zh: '总体', en: 'Population' },
  drawn: { zh: '抽中', en: 'Drawn' },
  revisitId: { zh: '回访名单', en: 'Re-visit list' },
  result: {
    zh: '结果',
    en: 'Result',
    choices: {
      holds: { zh: '保持住了', en: 'holds' },
      back: { zh: '又出现了', en: 'is back' },
      partly: { zh: '部分反弹', en: 'partly back' },
    },
  },
  // Phone links
  linkId: { zh: '链接编号', en: 'Link id' },
  personId: { zh: '人员', en: 'Person', names: 'person' },
  acts: { zh: '可办的事', en: 'Acts', choices: acts },
  expires: { zh: '失效时间', en: 'Expires' },
} satisfies Record<Field, FieldWords> & Record<string, FieldWords>;

const caseNumbers: NamesOf = async (read, ids) => {
  const rows = await read.rows(
    sql<{ id: string; number: string }>`select id, number from cases where city_id = ${read.cityId} and id = any(${ids}::uuid[])`,
  );
  return new Map(rows.map(({ id, number }) => [id, number]));
};

export const caseFactWords: FactWords = {
  types,
  subjects: {
    case: { zh: '问题件', en: 'Case' },
    dutyRule: { zh: '权责', en: 'Duty' },
    caseView: { zh: '视图', en: 'View' },
    caseRevisit: { zh: '回访名单', en: 'Re-visit list' },
  },
  fields,
  names: { case: caseNumbers },
  codes: {
    caseCategory: async (read, codes, locale) => {
      const { categories } = await casework(read);
      return new Map(codes.flatMap((code) => [[code, categories.get(code)?.name[locale] ?? code] as const]));
    },
  },
};
