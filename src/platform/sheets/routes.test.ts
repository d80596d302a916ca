import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCity, aPerson, type TestPerson } from '../../city/fixtures.ts';
import { startTestApp, type As, type TestApp } from '../../testing/app.ts';
import type { Read } from '../db/read.ts';
import { filesSlice } from '../files/slice.ts';
import * as api from './api.ts';
import { choice, text, whole } from './columns.ts';
import { aSheet, rowsOf, textsOf } from './fixtures.ts';
import { sheetsSlice } from './slice.ts';
import { defineSheet, type Verdict } from './template.ts';

interface Bin {
  readonly code: string;
  readonly name: string;
  readonly size: number | null;
  readonly kind: 'wet' | 'dry';
}

const stored = (read: Read) => read.rows(sql<Bin>`select code, name, size, kind from bins where city_id = ${read.cityId} order by code`);

/** A template over a table of the test's own: bins are matched by code. */
const bins = defineSheet({
  name: 'bins',
  title: { zh: '垃圾桶', en: 'Bins' },
  permission: 'bins.see',
  importPermission: 'bins.change',
  columns: {
    code: text({ header: { zh: '编号', en: 'Code' }, required: true, max: 10 }),
    name: text({ header: { zh: '名称', en: 'Name' }, required: true }),
    size: whole({ header: { zh: '升', en: 'Litres' }, min: 1 }),
    kind: choice({
      header: { zh: '类别', en: 'Kind' },
      required: true,
      choices: { wet: { zh: '厨余', en: 'Wet' }, dry: { zh: '其他', en: 'Dry' } },
    }),
  },
  async *load(ctx) {
    yield* await stored(ctx.read);
  },
  plan: async (ctx, rows): Promise<Verdict[]> => {
    const known = new Map((await stored(ctx.read)).map((bin) => [bin.code, bin]));
    const seen = new Set<string>();
    return rows.map(({ values }) => {
      if (seen.has(values.code)) return { faults: [{ path: 'code', code: 'twice', zh: '编号重复', en: 'code twice' }] };
      seen.add(values.code);
      const old = known.get(values.code);
      if (!old) return { verdict: 'create' };
      return { verdict: old.name === values.name && old.size === values.size && old.kind === values.kind ? 'same' : 'update' };
    });
  },
  apply: async (ctx, rows) => {
    const values = rows.map(
      ({ values: bin }) => sql`(${ctx.tx.cityId}::integer, ${bin.code}, ${bin.name}, ${bin.size}::integer, ${bin.kind})`,
    );
    for (let at = 0; at < values.length; at += 1000) {
      await ctx.tx.rows(
        sql`insert into bins values ${sql.join(values.slice(at, at + 1000))} on conflict (city_id, code) do update set name = excluded.name, size = excluded.size, kind = excluded.kind`,
      );
    }
  },
});

const readOnly = defineSheet({
  name: 'log',
  title: { zh: '记录', en: 'Log' },
  permission: 'signedIn',
  columns: { line: text({ header: { zh: '行', en: 'Line' } }) },
  async *load() {},
});

let app: TestApp;
let people: Record<'office' | 'liaison' | 'volunteer', TestPerson>;
const by = (who: keyof typeof people): As => ({ personId: people[who].id });
const HEADER = ['编号', '名称', '升', '类别'];

beforeAll(async () => {
  const grants = { 'bins.see': ['officeStaff', 'unitLiaison'], 'bins.change': ['officeStaff'] } as const;
  app = await startTestApp({ slices: [{ name: 'bins', grants, routes: [] }, filesSlice([]), sheetsSlice([bins, readOnly])] });
  const admin = new pg.Client(app.connection);
  await admin.connect();
  await admin.query(
    'create table bins (city_id integer, code text, name text, size integer, kind text, primary key (city_id, code)); grant all on bins to public',
  );
  await admin.end();
  people = await app.as('system', async ({ tx }) => {
    await aCity(tx);
    return {
      office: await aPerson(tx, { role: 'officeStaff' }),
      liaison: await aPerson(tx, { role: 'unitLiaison' }),
      volunteer: await aPerson(tx, { role: 'volunteer' }),
    };
  });
});
afterAll(() => app.close());
beforeEach(() => app.as('system', ({ tx }) => tx.rows(sql`delete from bins`)));

const all = () => app.as('system', ({ tx }) => stored(tx));
const upload = async (rows: Parameters<typeof aSheet>[1], header: readonly string[] = HEADER, as: As = by('office')) =>
  app.call(api.uploadImport, { name: 'bins' }, { as, file: await aSheet(header, rows) });

async function result(importId: string, rows = 'all') {
  const answer = await app.inject({ url: `/api/v1/sheets/imports/${importId}/result?rows=${rows}`, as: by('office') });
  expect(answer.statusCode).toBe(200);
  return rowsOf(answer.rawPayload);
}

const mixed = [
  ['001', '东门', 120, '厨余'],
  ['002', '西门', -1, '别的'],
  ['', '', '', ''],
  ['003', '', 240, 'Dry'],
  ['001', '又一个', 60, '其他'],
  ['004', '=HYPERLINK("http://x")', null, 'dry'],
];

describe('importing', () => {
  it('shows first, counts what is new, changed, same and faulty, and writes nothing', async () => {
    const { status, body } = await upload(mixed);
    expect(status).toBe(200);
    expect(body.preview.counts).toEqual({ rows: 5, create: 2, update: 0, same: 0, faulty: 3 });
    expect(body.preview.faults.map((fault) => `${fault.cell} ${fault.column} ${fault.code}`)).toEqual([
      'C3 升 invalid',
      'D3 类别 invalid',
      'B5 名称 required',
      'A6 编号 twice',
    ]);
    expect(body.preview.first.map((row) => `${row.row} ${row.verdict}`)).toEqual([
      '2 create',
      '3 faulty',
      '5 faulty',
      '6 faulty',
      '7 create',
    ]);
    expect(body.appliedAt).toBeNull();
    expect(await all()).toEqual([]);
  });

  it('all or nothing refuses while a row is faulty; good rows go in by choice', async () => {
    const { body } = await upload(mixed);
    const refused = await app.call(api.applyImport, { importId: body.id, mode: 'all' }, { as: by('office') });
    expect([refused.status, refused.problem.code]).toEqual([422, 'sheetFaulty']);
    expect(await all()).toEqual([]);
    const applied = await app.call(api.applyImport, { importId: body.id, mode: 'good' }, { as: by('office') });
    expect(applied.body).toMatchObject({ mode: 'good', preview: { counts: { create: 2, faulty: 3 } } });
    expect(await all()).toEqual([
      { code: '001', name: '东门', size: 120, kind: 'wet' },
      { code: '004', name: '=HYPERLINK("http://x")', size: null, kind: 'dry' },
    ]);
  });

  it('applied twice, or the same file again, changes nothing', async () => {
    const rows = [
      ['001', '东门', 120, '厨余'],
      ['002', '西门', 60, '其他'],
    ];
    const first = await upload(rows);
    const apply = () => app.call(api.applyImport, { importId: first.body.id, mode: 'all' }, { as: by('office') });
    const [one, two] = await Promise.all([apply(), apply()]);
    expect(one.body).toEqual(two.body);
    const again = await upload(rows);
    expect(again.body.preview.counts).toEqual({ rows: 2, create: 0, update: 0, same: 2, faulty: 0 });
    const changed = await upload([
      ['001', '东门', 121, '厨余'],
      ['002', '西门', 60, '其他'],
    ]);
    expect(changed.body.preview.counts).toMatchObject({ update: 1, same: 1 });
  });

  it('what changed between preview and applying counts', async () => {
    const { body } = await upload([['001', '东门', 120, '厨余']]);
    await app.as('system', ({ tx }) => tx.rows(sql`insert into bins values (1, '001', '东门', 120, 'wet')`));
    const applied = await app.call(api.applyImport, { importId: body.id, mode: 'all' }, { as: by('office') });
    expect(applied.body.preview.counts).toMatchObject({ create: 0, same: 1 });
  });

  it('writes the faults into the very sheet, which can be corrected and sent again', async () => {
    const { body } = await upload(mixed);
    const rows = await result(body.id);
    expect(textsOf(rows[0])).toEqual([...HEADER, '问题（改好后可直接再次导入）']);
    expect(textsOf(rows.find((row) => row.row === 3))).toEqual([
      '002',
      '西门',
      '-1',
      '别的',
      'C3 升：不能小于 1；D3 类别：应是：厨余、其他',
    ]);
    expect(textsOf(rows.find((row) => row.row === 6)).at(-1)).toBe('A6 编号：编号重复');
    expect(textsOf(rows.find((row) => row.row === 7))).toEqual(['004', '=HYPERLINK("http://x")', '', 'dry']);
    const download = await app.inject({ url: `/api/v1/sheets/imports/${body.id}/result`, as: by('office') });
    const again = await app.call(api.uploadImport, { name: 'bins' }, { as: by('office'), file: download.rawPayload });
    expect(again.body.preview).toMatchObject({ counts: body.preview.counts, ignored: [] });
    const faulty = await result(body.id, 'faulty');
    expect(faulty.map((row) => textsOf(row)[0])).toEqual(['编号', '002', '003', '001']);
    expect(textsOf(faulty[1]).at(-1)).not.toContain('C3');
  });

  it('a faulty text stays a text when it is corrected, a faulty number a number', async () => {
    const { Workbook } = await import('@cj-tech-master/excelts');
    const { body } = await upload([['=1+1', '西门', -1, '别的']]);
    const download = await app.inject({ url: `/api/v1/sheets/imports/${body.id}/result`, as: by('office') });
    const workbook = new Workbook();
    await workbook.xlsx.load(download.rawPayload);
    const cell = (address: string) => workbook.worksheets[0]?.getCell(address);
    expect(cell('D2')).toMatchObject({ value: '别的', numFmt: '@', fill: { fgColor: { argb: 'FFFDE2E0' } } });
    expect(cell('C2')).toMatchObject({ value: -1, numFmt: undefined, fill: { fgColor: { argb: 'FFFDE2E0' } } });
  });

  it('formulas are told, not computed', async () => {
    const { Workbook } = await import('@cj-tech-master/excelts');
    const workbook = new Workbook();
    const sheet = workbook.addWorksheet('表');
    sheet.addRow(HEADER);
    sheet.addRow(['001', { formula: 'A1&"x"', result: '编号x' }, 120, '厨余']);
    const { body } = await app.call(
      api.uploadImport,
      { name: 'bins' },
      { as: by('office'), file: new Uint8Array(await workbook.xlsx.writeBuffer()) },
    );
    expect(body.preview.faults).toMatchObject([{ cell: 'B2', code: 'formula' }]);
  });

  it('the marked sheet, sent again as it came, has the faults that it had: formulas, errors and lost characters too', async () => {
    const { Workbook } = await import('@cj-tech-master/excelts');
    const workbook = new Workbook();
    const sheet = workbook.addWorksheet('表');
    sheet.addRow(HEADER);
    sheet.addRow(['001', { formula: 'A1&"x"', result: '编号x' }, 120, '厨余']);
    sheet.addRow(['002', { error: '#N/A' }, 120, '厨余']);
    sheet.addRow(['003', '半个\uD83D', 120, '厨余']);
    const send = (file: Uint8Array) => app.call(api.uploadImport, { name: 'bins' }, { as: by('office'), file });
    const first = await send(new Uint8Array(await workbook.xlsx.writeBuffer()));
    const faultsOf = (answer: typeof first) => answer.body.preview.faults.map(({ cell, code }) => `${cell} ${code}`);
    expect(faultsOf(first)).toEqual(['B2 formula', 'B3 cellError', 'B4 character']);
    for (const rows of ['all', 'faulty']) {
      const url = `/api/v1/sheets/imports/${first.body.id}/result?rows=${rows}`;
      const marked = await app.inject({ url, as: by('office') });
      expect(faultsOf(await send(marked.rawPayload))).toEqual(faultsOf(first));
    }
  });

  it('a character that nothing can keep is a fault of its cell; rare and invisible ones are kept', async () => {
    const { body } = await upload([
      ['001', 'a\u0000b', 120, '厨余'],
      ['002', '半个\uD83D', 120, '厨余'],
      ['003', '𠮷野家👨‍👩‍👧零\u200B宽\u202E', 120, '厨余'],
    ]);
    expect(body.preview.faults.map(({ cell, code }) => `${cell} ${code}`)).toEqual(['B2 character', 'B3 character']);
    await app.call(api.applyImport, { importId: body.id, mode: 'good' }, { as: by('office') });
    expect((await all()).map(({ name }) => name)).toEqual(['𠮷野家👨‍👩‍👧零\u200B宽\u202E']);
  });

  it.each([
    ['a sheet with another header', () => aSheet(['编号', '名称'], [['1', '2']]), 'sheetHeader'],
    ['a sheet without rows', () => aSheet(HEADER, []), 'sheetEmpty'],
    ['a text', async () => Buffer.from('编号,名称'), 'sheetUnreadable'],
  ])('%s is refused in words', async (_what, file, code) => {
    const answer = await app.call(api.uploadImport, { name: 'bins' }, { as: by('office'), file: await file() });
    expect([answer.status, answer.problem.code]).toEqual([422, code]);
  });

  it('is for those who may change; an import is only its sender’s', async () => {
    expect((await upload(mixed, HEADER, by('liaison'))).status).toBe(403);
    expect((await upload(mixed, HEADER, 'public')).status).toBe(401);
    const { body } = await upload(mixed);
    expect((await app.call(api.getImport, { importId: body.id }, { as: by('liaison') })).status).toBe(404);
    expect((await app.call(api.applyImport, { importId: body.id, mode: 'good' }, { as: by('liaison') })).status).toBe(404);
    expect((await app.call(api.getImport, { importId: body.id }, { as: by('office') })).body).toEqual(body);
    const log = await app.call(api.uploadImport, { name: 'log' }, { as: by('office'), file: await aSheet(['行'], [['x']]) });
    expect(log.problem.code).toBe('sheetReadOnly');
  });
});

describe('exporting', () => {
  it('gives what imports again without any change, in both languages', async () => {
    await app.as('system', ({ tx }) =>
      tx.rows(sql`insert into bins values (1, '001', '=1+1', 120, 'wet'), (1, '-2', '@a', null, 'dry'), (1, '0003', '+86', 1, 'dry')`),
    );
    for (const locale of ['zh', 'en'] as const) {
      const file = await app.inject({ url: '/api/v1/sheets/bins/export', as: by('liaison'), headers: { 'accept-language': locale } });
      expect(file.headers['content-type']).toContain('spreadsheetml');
      const { body } = await app.call(api.uploadImport, { name: 'bins' }, { as: by('office'), file: file.rawPayload });
      expect(body.preview.counts).toEqual({ rows: 3, create: 0, update: 0, same: 3, faulty: 0 });
    }
  });

  it('and the template are for those who may see; the list shows what a person may do', async () => {
    for (const what of ['export', 'template']) {
      expect((await app.inject({ url: `/api/v1/sheets/bins/${what}`, as: by('volunteer') })).statusCode).toBe(403);
      expect((await app.inject({ url: `/api/v1/sheets/bins/${what}`, as: 'public' })).statusCode).toBe(401);
      expect((await app.inject({ url: `/api/v1/sheets/unknown/${what}`, as: by('office') })).statusCode).toBe(404);
    }
    const may = async (who: keyof typeof people) =>
      (await app.call(api.listSheets, {}, { as: by(who) })).body.items.map((item) => `${item.name} ${item.mayImport}`);
    expect(await may('office')).toEqual(['bins true', 'log false']);
    expect(await may('liaison')).toEqual(['bins false', 'log false']);
    expect(await may('volunteer')).toEqual(['log false']);
  });
});

it('100,000 rows with faults in some go through in bounded memory', async () => {
  const rows = Array.from({ length: 100_000 }, (_, index) => [`B${index}`, `第 ${index} 个`, index % 1000 === 0 ? -5 : 120, '厨余']);
  const file = await aSheet(HEADER, rows);
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
  const before = process.memoryUsage().rss;
  const { body } = await app.call(api.uploadImport, { name: 'bins' }, { as: by('office'), file });
  expect(body.preview.counts).toEqual({ rows: 100_000, create: 99_900, update: 0, same: 0, faulty: 100 });
  expect(body.preview.faults).toHaveLength(100);
  await app.call(api.applyImport, { importId: body.id, mode: 'good' }, { as: by('office') });
  expect(await all()).toHaveLength(99_900);
  const sheet = await result(body.id);
  clearInterval(watch);
  expect(sheet).toHaveLength(100_001);
  expect(textsOf(sheet[1001]).at(-1)).toContain('C1002 升');
  // The test itself holds the rows it sent and got; what the import adds stays far below 512 MB.
  expect(peak - before).toBeLessThan(512 * 1024 ** 2);
}, 120_000);
