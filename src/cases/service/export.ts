import { dayOf } from '../../kernel/calendar.ts';
import type { Locale } from '../../kernel/text.ts';
import type { Streamed } from '../../kernel/operation.ts';
import type { ReadContext } from '../../platform/context.ts';
import { streamSheets, type WorkbookColumn } from '../../platform/sheets/workbook.ts';
import type { CaseSummary } from '../schema.ts';
import type { CaseFilters, CaseSort } from '../schema/inputs.ts';
import { caseStates, channels, outcomes } from '../schema/words.ts';
import { everyRow, type ListRow } from '../store/list.ts';
import { wantedFor } from './find.ts';
import { namesFor, summaryOf } from './summary.ts';

/** Any number of cases as a spreadsheet, row by row: memory does not grow with them. */

async function* summaries(ctx: ReadContext, pages: AsyncIterable<ListRow[]>): AsyncGenerator<CaseSummary> {
  for await (const page of pages) {
    const names = await namesFor(ctx.read, page);
    for (const row of page) yield summaryOf(row, names, ctx.now);
  }
}

type Column = WorkbookColumn<CaseSummary> & { readonly key: string };

function columnsIn(locale: Locale): Column[] {
  const zh = locale === 'zh';
  const header = (chinese: string, english: string) => (zh ? chinese : english);
  const area = (row: CaseSummary, kind: string) => row.areas.find((one) => one.kind === kind)?.name ?? '';
  return [
    { key: 'number', header: header('编号', 'Number'), width: 14, value: (row) => row.number },
    { key: 'title', header: header('问题', 'Title'), width: 40, value: (row) => row.title },
    { key: 'state', header: header('状态', 'State'), width: 12, value: (row) => caseStates[row.state][locale] },
    { key: 'outcome', header: header('结果', 'Outcome'), width: 18, value: (row) => (row.outcome ? outcomes[row.outcome][locale] : '') },
    { key: 'channel', header: header('来源', 'Channel'), width: 14, value: (row) => channels[row.channel][locale] },
    { key: 'class', header: header('大类', 'Class'), width: 14, value: (row) => row.category.className[locale] },
    { key: 'category', header: header('类别', 'Category'), width: 18, value: (row) => row.category.name[locale] },
    { key: 'district', header: header('区县', 'District'), width: 12, value: (row) => area(row, 'district') },
    { key: 'street', header: header('街道', 'Street'), width: 12, value: (row) => area(row, 'street') },
    { key: 'community', header: header('社区', 'Community'), width: 14, value: (row) => area(row, 'community') },
    { key: 'compound', header: header('小区', 'Compound'), width: 16, value: (row) => area(row, 'compound') },
    { key: 'place', header: header('地点', 'Place'), width: 30, value: (row) => row.place },
    { key: 'unit', header: header('承办单位', 'Unit'), width: 18, value: (row) => row.unit?.name ?? '' },
    { key: 'reportedAt', header: header('反映时间', 'Reported'), width: 18, kind: 'time', value: (row) => row.reportedAt },
    { key: 'assignedAt', header: header('派遣时间', 'Assigned'), width: 18, kind: 'time', value: (row) => row.assignedAt },
    { key: 'dueAt', header: header('到期', 'Due'), width: 18, kind: 'time', value: (row) => row.dueAt },
    { key: 'closedAt', header: header('结案时间', 'Closed'), width: 18, kind: 'time', value: (row) => row.closedAt },
    { key: 'returns', header: header('退单次数', 'Returns'), width: 10, kind: 'number', value: (row) => row.returns },
    { key: 'reworks', header: header('返工次数', 'Reworks'), width: 10, kind: 'number', value: (row) => row.reworks },
    { key: 'lng', header: header('经度', 'Longitude'), width: 12, kind: 'number', value: (row) => row.lng },
    { key: 'lat', header: header('纬度', 'Latitude'), width: 12, kind: 'number', value: (row) => row.lat },
  ];
}

export async function exportCases(
  ctx: ReadContext,
  input: CaseFilters & { readonly sort: CaseSort; readonly columns?: string | undefined },
): Promise<Streamed> {
  const { columns: wantedColumns, ...filters } = input;
  const keys = wantedColumns?.split(',').map((key) => key.trim()) ?? [];
  const all = columnsIn(ctx.locale);
  const columns = keys.length > 0 ? all.filter((column) => column.key === 'number' || keys.includes(column.key)) : all;
  const rows = everyRow(ctx.read, await wantedFor(ctx, filters), input.sort);
  const name = ctx.locale === 'zh' ? '问题件' : 'Cases';
  return {
    stream: streamSheets([{ name, columns, rows: summaries(ctx, rows) }]),
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: `${name} ${dayOf(ctx.now)}.xlsx`,
  };
}
