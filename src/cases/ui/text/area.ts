import { defineTexts } from '../../../kernel/text.ts';

export const areaCaseTexts = defineTexts(
  {
    open: '没办完的 {n} 件',
    openFirst: '没办完的，先到期的 {n} 件',
    noneOpen: '问题都办完了',
    all: '全部没办完的',
    thisYear: '今年做过的',
    fixed: '问题，已核实解决',
    cases: '件',
    longTerm: '挂账到 {day}',
  },
  {
    open: '{n} open {n|case|cases}',
    openFirst: 'Open cases, the {n} due first',
    noneOpen: 'No open cases',
    all: 'All open ones',
    thisYear: 'Done this year',
    fixed: 'Cases, verified fixed',
    cases: '',
    longTerm: 'Long-term until {day}',
  },
);
