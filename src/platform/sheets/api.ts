import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import { operation, streamed } from '../../kernel/operation.ts';
import { problems } from '../../kernel/problem.ts';
import { importModes, importView, sheetProblems, templateView } from './schema.ts';

const MEBI = 1024 ** 2;
const name = z.string().max(60);
const { sheetUnreadable, sheetTooLong, sheetHeader, sheetEmpty, sheetFaulty, sheetReadOnly } = sheetProblems;
const unreadable = [sheetUnreadable, sheetTooLong, sheetHeader, sheetEmpty, sheetReadOnly];

// Each template has a permission of its own, which the use cases ask: here it is enough to be signed in.

export const listSheets = operation({
  id: 'sheets.list',
  method: 'GET',
  path: '/sheets',
  summary: { zh: '可以导出或导入的表格', en: 'Sheets that can be exported or imported' },
  permission: 'signedIn',
  output: z.object({ items: z.array(templateView) }),
});

export const downloadTemplate = operation({
  id: 'sheets.template',
  method: 'GET',
  path: '/sheets/:name/template',
  summary: { zh: '下载空白模板', en: 'Download the empty template' },
  permission: 'signedIn',
  params: { name },
  output: streamed,
  errors: [problems.notFound, problems.notAllowed],
});

export const exportSheet = operation({
  id: 'sheets.export',
  method: 'GET',
  path: '/sheets/:name/export',
  summary: { zh: '导出（与模板相同，可再导入）', en: 'Export, in the form of the template' },
  permission: 'signedIn',
  params: { name },
  output: streamed,
  errors: [problems.notFound, problems.notAllowed],
});

export const uploadImport = operation({
  id: 'sheets.upload',
  method: 'POST',
  path: '/sheets/:name/imports',
  summary: { zh: '上传表格，先看预览（还不写入）', en: 'Send a sheet and get its preview; nothing is written yet' },
  permission: 'signedIn',
  params: { name },
  raw: { kind: 'document', limit: 50 * MEBI },
  output: importView,
  errors: [problems.notFound, problems.notAllowed, ...unreadable],
});

export const getImport = operation({
  id: 'sheets.import',
  method: 'GET',
  path: '/sheets/imports/:importId',
  summary: { zh: '一次导入的预览或结果', en: 'The preview or result of an import' },
  permission: 'signedIn',
  params: { importId: id },
  output: importView,
  errors: [problems.notFound],
});

export const applyImport = operation({
  id: 'sheets.apply',
  method: 'POST',
  path: '/sheets/imports/:importId/apply',
  summary: {
    zh: '写入：全部（all，有错就都不写）或只写正确的行（good）',
    en: 'Import: everything (all; nothing if a row is faulty) or only the good rows (good)',
  },
  permission: 'signedIn',
  params: { importId: id },
  body: { mode: z.enum(importModes) },
  output: importView,
  errors: [problems.notFound, problems.notAllowed, sheetFaulty, ...unreadable],
});

export const downloadResult = operation({
  id: 'sheets.result',
  method: 'GET',
  path: '/sheets/imports/:importId/result',
  summary: { zh: '下载标出错误的表格', en: 'Download the sheet with its faults written in' },
  permission: 'signedIn',
  params: { importId: id },
  query: { rows: z.enum(['all', 'faulty']).default('all') },
  output: streamed,
  errors: [problems.notFound, problems.notAllowed, ...unreadable],
});
