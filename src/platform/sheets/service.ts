import { dayOf } from '../../kernel/calendar.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Streamed } from '../../kernel/operation.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../context.ts';
import { newId } from '../ids.ts';
import { countsOf, faultySheet, planSheet, previewOf, storedRows, type SheetPlan } from './planning.ts';
import { sheetProblems, type ImportView, type TemplateView } from './schema.ts';
import * as tables from './tables.ts';
import type { NumberedRow, SheetRow, SheetTemplate } from './template.ts';
import { XLSX } from './workbook.ts';
import { writeResult, writeTemplate } from './writing.ts';

type Templates = ReadonlyMap<string, SheetTemplate>;

const mayImport = (ctx: ReadContext, template: SheetTemplate) =>
  template.importPermission !== undefined && template.plan !== undefined && ctx.may(template.importPermission);

/** @throws Problem notFound, notAllowed */
function accessTemplate(ctx: ReadContext, templates: Templates, name: string): SheetTemplate {
  const template = templates.get(name);
  if (!template) throw new Problem(problems.notFound);
  if (!ctx.may(template.permission)) throw new Problem(problems.notAllowed);
  return template;
}

function importable(ctx: ReadContext, templates: Templates, name: string): SheetTemplate {
  const template = accessTemplate(ctx, templates, name);
  if (!template.plan || !template.apply || template.importPermission === undefined) throw new Problem(sheetProblems.sheetReadOnly);
  if (!ctx.may(template.importPermission)) throw new Problem(problems.notAllowed);
  return template;
}

function person(ctx: ReadContext): Id {
  if (ctx.actor.personId === null) throw new Problem(problems.notSignedIn);
  return ctx.actor.personId;
}

/** Only who sent a sheet sees its import. @throws Problem notFound */
async function accessImport(ctx: ReadContext, importId: Id): Promise<tables.ImportRow> {
  const row = await tables.importOf(ctx.read, importId, person(ctx));
  if (!row) throw new Problem(problems.notFound);
  return row;
}

async function viewOf(ctx: ReadContext, row: tables.ImportRow): Promise<ImportView> {
  const [file] = await ctx.files.describe(ctx.read, [row.fileId]);
  const { id, template, createdAt, appliedAt, mode, preview } = row;
  return { id, template, fileName: file?.name ?? '', createdAt, appliedAt, mode, preview };
}

const describeTemplate = (ctx: ReadContext, template: SheetTemplate): TemplateView => ({
  name: template.name,
  title: template.title,
  mayImport: mayImport(ctx, template),
  columns: Object.entries(template.columns).map(([key, { header, required, kind, example }]) => ({
    key,
    header,
    required,
    kind,
    example: example ?? null,
  })),
});

const workbook = (ctx: ReadContext, title: string, stream: AsyncIterable<Uint8Array>): Streamed => ({
  stream,
  contentType: XLSX,
  fileName: `${title} ${dayOf(ctx.now)}.xlsx`,
});

function isWrite(row: SheetPlan['good'][number]): row is NumberedRow<SheetRow> & { verdict: 'create' | 'update' } {
  return row.verdict !== 'same';
}

/** The use cases of sheets, bound to the slices' templates. */
export const sheetsService = (templates: Templates) => ({
  list: async (ctx: ReadContext): Promise<{ items: TemplateView[] }> => ({
    items: [...templates.values()].filter((template) => ctx.may(template.permission)).map((template) => describeTemplate(ctx, template)),
  }),

  template: async (ctx: ReadContext, { name }: { name: string }): Promise<Streamed> => {
    const template = accessTemplate(ctx, templates, name);
    return { stream: writeTemplate(template, [], ctx.locale), contentType: XLSX, fileName: `${template.title[ctx.locale]}.xlsx` };
  },

  export: async (ctx: ReadContext, { name }: { name: string }): Promise<Streamed> => {
    const template = accessTemplate(ctx, templates, name);
    return workbook(ctx, template.title[ctx.locale], writeTemplate(template, template.load(ctx), ctx.locale));
  },

  upload: async (ctx: WriteContext, { name }: { name: string }): Promise<ImportView> => {
    const template = importable(ctx, templates, name);
    if (!ctx.staged) throw new Error('a raw operation was called without its bytes');
    if (ctx.staged.mediaType !== XLSX) throw new Problem(sheetProblems.sheetUnreadable);
    const file = await ctx.files.keep(ctx, ctx.staged);
    const plan = await planSheet(ctx, template, file.id);
    const row = {
      id: newId(),
      template: name,
      fileId: file.id,
      createdBy: person(ctx),
      createdAt: ctx.now,
      preview: previewOf(template, plan, plan.head),
    };
    await tables.insertImport(ctx.tx, row);
    return viewOf(ctx, { ...row, cityId: ctx.tx.cityId, appliedAt: null, mode: null });
  },

  import: async (ctx: ReadContext, { importId }: { importId: Id }): Promise<ImportView> => viewOf(ctx, await accessImport(ctx, importId)),

  /** The plan is made anew in the transaction: what changed since the preview counts. Applied once; again tells the same. */
  apply: async (ctx: WriteContext, { importId, mode }: { importId: Id; mode: 'all' | 'good' }): Promise<ImportView> => {
    await tables.lockImport(ctx.tx, importId);
    const row = await accessImport(ctx, importId);
    const template = importable(ctx, templates, row.template);
    if (row.appliedAt) return viewOf(ctx, row);
    const plan = await planSheet(ctx, template, row.fileId, (rows) => template.lock?.(ctx, rows) ?? Promise.resolve());
    if (mode === 'all' && plan.faulty.size > 0) throw faultySheet(template, plan);
    const writes = plan.good.filter(isWrite);
    if (writes.length > 0) await template.apply?.(ctx, writes);
    const preview = previewOf(template, plan, plan.head);
    await tables.markApplied(ctx.tx, importId, { at: ctx.now, mode, preview });
    await ctx.record({
      type: 'sheet.imported',
      subject: { kind: 'sheetImport', id: importId },
      after: { template: row.template, mode, ...countsOf(plan) },
    });
    return viewOf(ctx, { ...row, appliedAt: ctx.now, mode, preview });
  },

  result: async (ctx: ReadContext, { importId, rows }: { importId: Id; rows: 'all' | 'faulty' }): Promise<Streamed> => {
    const row = await accessImport(ctx, importId);
    const template = importable(ctx, templates, row.template);
    const plan = await planSheet(ctx, template, row.fileId);
    const stream = writeResult({ template, plan, rows: storedRows(ctx, row.fileId), locale: ctx.locale, onlyFaulty: rows === 'faulty' });
    return workbook(ctx, template.title[ctx.locale], stream);
  },
});
