import type { FactWords } from '../../journal/words.ts';

const types = {
  'month.closed': { zh: '结账', en: 'Month closed' },
  'closing.daySet': { zh: '设定结账日', en: 'Closing day set' },
};

type Types = typeof types;
declare module '../../context.ts' {
  interface FactTypes extends Types {}
}

export const closingFactWords: FactWords = {
  types,
  subjects: { closedMonth: { zh: '已结账的月份', en: 'Closed month' }, closingSettings: { zh: '结账设置', en: 'Closing settings' } },
  fields: {
    month: { zh: '月份', en: 'Month' },
    figures: { zh: '数字个数', en: 'Figures' },
    day: { zh: '每月几日', en: 'Day of the month' },
  },
};
