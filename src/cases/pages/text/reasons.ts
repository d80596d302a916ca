import { defineTexts } from '../../../kernel/text.ts';

export const reasonPageTexts = defineTexts(
  {
    title: '什么情况不受理',
    lead: '不受理只能用这张清单里的理由，会告诉您是哪一条、可以怎么办。',
    decline: '不予受理的理由',
    disagree: '觉得不对，打 {phone} 报编号，会有人再看一遍。',
    disagreeNoPhone: '觉得不对，请带编号到社区服务站窗口说，会有人再看一遍。',
    longTerm: '暂时办不了、挂账的理由',
    longTermNote: '挂账要写明原因、谁牵头、什么时候办，都公开，不算已解决。',
    former: '以前用过的理由',
    formerNote: '现在不再用；旧的件上还看得到。',
    provisional: '清单暂定：正式公布前可能会改。',
    declined: '为什么没有受理',
    allReasons: '公布的全部理由',
  },
  {
    title: 'What is not taken',
    lead: 'A report can be declined only for a reason of this list. You are told which one, and what you can do instead.',
    decline: 'Reasons to decline',
    disagree: 'If you think this is wrong, call {phone} and give your number; somebody looks at it again.',
    disagreeNoPhone: 'If you think this is wrong, take your number to a community service point; somebody looks at it again.',
    longTerm: 'Reasons why something has to wait',
    longTermNote: 'Whatever waits is listed in public with its reason, who leads and by when; it does not count as solved.',
    former: 'Reasons used in the past',
    formerNote: 'No longer used; older cases still show them.',
    provisional: 'This list is provisional and may change before it is officially published.',
    declined: 'Why it was not taken',
    allReasons: 'All published reasons',
  },
);
