import type { ReasonKind } from '../schema/reasons.ts';

/**
 * A city's first lists of reasons. What a hotline may refuse follows 国办发〔2020〕53号 (matters of lawsuits, arbitration,
 * discipline, review, disclosure and petitions; secrets and what offends good morals) where `source` says so; the wording
 * is ours, so everything is provisional until the city publishes its own list.
 */

export interface PresetReason {
  readonly kind: ReasonKind;
  readonly code: string;
  readonly position: number;
  readonly zh: string;
  readonly en: string;
  /** What the reporter reads. */
  readonly told?: readonly [zh: string, en: string];
  /** What whoever gives this reason has to add. */
  readonly add?: readonly [zh: string, en: string];
  readonly source?: string;
}

const hotline = '参照国办发〔2020〕53号不受理事项';

const decline: readonly Omit<PresetReason, 'kind' | 'position'>[] = [
  {
    code: 'outsideCity',
    zh: '地点不在本市范围内',
    en: 'The place is outside the city',
    told: ['您说的地方不在本市，请向当地反映。', 'The place is not in this city; please tell the city that it belongs to.'],
  },
  {
    code: 'otherProcedure',
    zh: '应走信访、诉讼、仲裁、复议等法定程序',
    en: 'A legal procedure exists for this',
    told: [
      '这件事要走信访、诉讼、仲裁或行政复议等法定程序，这里不能代替；附言里写了可以找谁。',
      'The law has a procedure of its own for this (petition, court, arbitration, review), which this service cannot replace; the note says whom to turn to.',
    ],
    add: ['走哪个程序、找哪个部门', 'Which procedure, and which office'],
    source: hotline,
  },
  {
    code: 'emergency',
    zh: '属于紧急警情，已转 110、119、120',
    en: 'An emergency; passed on to 110, 119 or 120',
    told: [
      '这是紧急情况，已转 110、119 或 120。再遇到请直接拨打。',
      'This is an emergency and was passed on to 110, 119 or 120. Please call them directly next time.',
    ],
    add: ['转给了谁、什么时候', 'To whom it was passed on, and when'],
  },
  {
    code: 'consumerDispute',
    zh: '属于消费、劳动等民事纠纷，已告知受理部门',
    en: 'A private dispute; the competent office was named',
    told: [
      '这是消费、劳动等方面的纠纷，有专门的部门管；附言里写了是哪个部门。',
      'This is a dispute between private parties; the note names the office that is competent.',
    ],
    add: ['受理部门的名称和电话', 'Name and telephone of the competent office'],
  },
  {
    code: 'notAProblem',
    zh: '内容没有反映具体问题',
    en: 'No concrete problem is described',
    told: [
      '我们没有看出要解决什么问题。请把地点和情况说具体些，再反映一次。',
      'We could not tell what has to be solved. Please report again and say where it is and what is wrong.',
    ],
  },
  {
    code: 'cannotLocate',
    zh: '说不清地点，三次联系不上反映人',
    en: 'The place is unclear and the reporter could not be reached three times',
    told: [
      '地点说不清，我们三次没联系上您。请带上地点或照片，再反映一次。',
      'The place is unclear and we could not reach you three times. Please report again with the place or a photo.',
    ],
    add: ['三次联系的时间和方式', 'When and how the reporter was called three times'],
  },
  {
    code: 'alreadyAnswered',
    zh: '同一问题已依法办结并答复，没有新情况',
    en: 'Already answered, with nothing new',
    told: [
      '同一件事已办结并答复过您，这次没有新的情况；附言里写了上次的编号。',
      'The same was already handled and answered, and there is nothing new; the note gives the earlier number.',
    ],
    add: ['上次的编号', 'The number of the earlier case'],
  },
  {
    code: 'notTrue',
    zh: '现场核实，情况不属实',
    en: 'Not found true on the spot',
    told: [
      '我们派人到现场看过，没有看到您说的情况。还在的话，请拍照再反映一次。',
      'Somebody looked on the spot and did not find it. If it is still there, please report it again with a photo.',
    ],
    add: ['什么时候去看的、看到了什么', 'When it was looked at, and what was found'],
  },
  {
    code: 'abuse',
    zh: '内容违法或辱骂他人',
    en: 'Unlawful or abusive content',
    told: [
      '内容违反法律或辱骂他人，不能受理。去掉这些，可以再反映一次。',
      'The content is unlawful or abusive and cannot be taken. Without it you may report again.',
    ],
    source: hotline,
  },
];

const back: readonly Omit<PresetReason, 'kind' | 'position'>[] = [
  {
    code: 'otherUnit',
    zh: '属于别的单位，已说明是谁',
    en: "Another unit's duty",
    add: ['该由谁办、依据是什么', 'Who should handle it, and by which rule'],
  },
  {
    code: 'outsideArea',
    zh: '不在本单位管辖范围',
    en: 'Outside our area',
    add: ['管辖范围到哪里', 'Where the area ends'],
  },
  {
    code: 'privateProperty',
    zh: '产权属于个人或企业',
    en: 'Private property',
    add: ['产权人是谁、怎么查到的', 'Who the owner is, and how it was found out'],
  },
  {
    code: 'needsSeveral',
    zh: '要几个单位一起办',
    en: 'Several units are needed',
    add: ['还要哪几个单位、各办什么', 'Which other units, and for what'],
  },
  { code: 'placeUnclear', zh: '地点不清楚，找不到', en: 'The place cannot be found', add: ['去哪里找过', 'Where it was looked for'] },
  { code: 'duplicate', zh: '和另一件重复', en: 'Duplicate of another case', add: ['另一件的编号', 'The number of the other case'] },
  {
    code: 'notAProblem',
    zh: '现场没有这个问题',
    en: 'There is no such problem on the spot',
    add: ['什么时候去看的、看到了什么', 'When it was looked at, and what was found'],
  },
];

const longTerm: readonly Omit<PresetReason, 'kind' | 'position'>[] = [
  {
    code: 'needsMoney',
    zh: '要列入预算或项目',
    en: 'Needs a budget or a project',
    told: ['要花的钱还没有着落，正在申请列入预算或项目。', 'The money is not there yet; a budget or a project has been applied for.'],
    add: ['申请到哪一步、由谁批', 'How far the application is, and who decides'],
  },
  {
    code: 'needsSeason',
    zh: '受季节、天气限制',
    en: 'Depends on season or weather',
    told: ['要等合适的季节或天气才能办。', 'It has to wait for the right season or weather.'],
    add: ['要等到什么时候', 'What it waits for'],
  },
  {
    code: 'planned',
    zh: '已列入改造计划',
    en: 'Part of a planned reconstruction',
    told: ['已经列入改造计划，到时一起办。', 'It is part of a planned reconstruction and is done together with it.'],
    add: ['哪个计划、哪一年', 'Which plan, and which year'],
  },
  {
    code: 'ownership',
    zh: '产权、历史遗留问题',
    en: 'Ownership or legacy question',
    told: ['产权或历史遗留的问题要先理清楚。', 'A question of ownership from earlier times has to be settled first.'],
    add: ['卡在哪里、正在怎么理', 'What it hangs on, and what is being done'],
  },
  {
    code: 'hardwareGap',
    zh: '硬件缺项',
    en: 'Missing facility',
    told: ['这里缺少该有的设施，要先建起来。', 'A facility is missing here and has to be built first.'],
    add: ['缺什么、谁来建', 'What is missing, and who builds it'],
  },
];

const of = (kind: ReasonKind, list: readonly Omit<PresetReason, 'kind' | 'position'>[]): PresetReason[] =>
  list.map((one, index) => ({ kind, position: (index + 1) * 10, ...one }));

/** All lists, each in the order in which it is shown. */
export const presetReasons: readonly PresetReason[] = [...of('decline', decline), ...of('return', back), ...of('longTerm', longTerm)];
