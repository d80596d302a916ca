import type { FactWords } from '../journal/words.ts';
import type { SheetTemplate } from './template.ts';

const types = { 'sheet.imported': { zh: '导入表格', en: 'Spreadsheet imported' } };

type Types = typeof types;
declare module '../context.ts' {
  interface FactTypes extends Types {}
}

/** `templates` are those of all slices: an import names its own. */
export const sheetFactWords = (templates: readonly SheetTemplate[]): FactWords => ({
  types,
  subjects: { sheetImport: { zh: '导入', en: 'Import' } },
  fields: {
    template: { zh: '表格', en: 'Sheet', choices: Object.fromEntries(templates.map(({ name, title }) => [name, title])) },
    mode: { zh: '方式', en: 'Mode', choices: { all: { zh: '全部', en: 'all' }, good: { zh: '只导入正确的行', en: 'good rows only' } } },
    rows: { zh: '行数', en: 'Rows' },
    create: { zh: '新增', en: 'New' },
    update: { zh: '修改', en: 'Changed' },
    same: { zh: '不变', en: 'The same' },
    faulty: { zh: '有错', en: 'Faulty' },
  },
});
