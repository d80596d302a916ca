import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import { defineProblems } from '../../kernel/problem.ts';
import { moment } from '../../kernel/time.ts';

/** What sheets can be refused for. */
export const sheetProblems = defineProblems({
  sheetUnreadable: {
    status: 422,
    zh: '表格打不开。请用 Excel 或 WPS 另存为 .xlsx 后再传。',
    en: 'The sheet cannot be opened. Save it as .xlsx in Excel or WPS and send it again.',
  },
  sheetTooLong: { status: 422, zh: '表格超过 {limit} 行，请分成几个文件。', en: 'The sheet has more than {limit} rows; please split it.' },
  sheetHeader: {
    status: 422,
    zh: '表头与模板不同，缺少这些列：{columns}。请用下载的模板填写，不要改表头。',
    en: 'The header differs from the template; missing columns: {columns}. Please fill in the downloaded template.',
  },
  sheetEmpty: { status: 422, zh: '表格里没有数据行。', en: 'The sheet has no data rows.' },
  sheetFaulty: {
    status: 422,
    zh: '有 {count} 行有错，没有导入任何数据。请改好后再传，或选择只导入正确的行。',
    en: '{count} row(s) have faults; nothing was imported. Correct them, or import only the good rows.',
  },
  sheetReadOnly: { status: 422, zh: '这张表只能导出，不能导入。', en: 'This sheet can be exported only.' },
});

export const importModes = ['all', 'good'] as const;

export const importCounts = z.object({ rows: z.int(), create: z.int(), update: z.int(), same: z.int(), faulty: z.int() });
export type ImportCounts = z.infer<typeof importCounts>;

/** One fault, with where it stands: row, column and cell as Excel shows them. */
export const sheetFault = z.object({
  row: z.int(),
  column: z.string(),
  cell: z.string(),
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  value: z.string(),
});
export type SheetFault = z.infer<typeof sheetFault>;

export const importPreview = z.object({
  counts: importCounts,
  /** The first 200. */
  faults: z.array(sheetFault),
  header: z.array(z.string()),
  /** The first 20 rows as they were read. */
  first: z.array(z.object({ row: z.int(), verdict: z.enum(['create', 'update', 'same', 'faulty']), cells: z.array(z.string()) })),
  /** Columns that the template does not have; they are not imported. */
  ignored: z.array(z.string()),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const importView = z.object({
  id,
  template: z.string(),
  fileName: z.string(),
  createdAt: moment,
  /** Null while it is only a preview. */
  appliedAt: moment.nullable(),
  mode: z.enum(importModes).nullable(),
  preview: importPreview,
});
export type ImportView = z.output<typeof importView>;

export const templateView = z.object({
  name: z.string(),
  title: z.object({ zh: z.string(), en: z.string() }),
  mayImport: z.boolean(),
  columns: z.array(
    z.object({
      key: z.string(),
      header: z.object({ zh: z.string(), en: z.string() }),
      required: z.boolean(),
      kind: z.string(),
      example: z.string().nullable(),
    }),
  ),
});
export type TemplateView = z.infer<typeof templateView>;
