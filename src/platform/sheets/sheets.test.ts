import { Readable } from 'node:stream';
import { constants, inflateRawSync } from 'node:zlib';
import { Workbook } from '@cj-tech-master/excelts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choice, date, decimal, text, time, whole, yesNo } from './columns.ts';
import { aSheet, bytesOf, rowsOf, textsOf } from './fixtures.ts';
import { parseRow, readHeading } from './parsing.ts';
import { sheetRows } from './reading.ts';
import { defineSheet, type SheetColumn, type SheetRow } from './template.ts';
import { streamWorkbook } from './workbook.ts';
import { writeTemplate } from './writing.ts';
import { xmlText } from './xml.ts';

const header = (zh: string, en: string) => ({ header: { zh, en } });
const template = defineSheet({
  name: 'things',
  title: { zh: '物件', en: 'Things' },
  permission: 'signedIn',
  columns: {
    code: text({ ...header('编号', 'Code'), required: true, max: 20 }),
    name: text({ ...header('名称', 'Name'), max: 5000 }),
    count: whole({ ...header('数量', 'Count'), min: 0 }),
    share: decimal(header('占比', 'Share')),
    day: date(header('日期', 'Day')),
    at: time(header('时间', 'Time')),
    kind: choice({ ...header('类别', 'Kind'), choices: { bin: { zh: '垃圾桶', en: 'Bin' }, lamp: { zh: '路灯', en: 'Lamp' } } }),
    indoor: yesNo(header('室内', 'Indoor')),
  },
  async *load() {},
});

async function roundTrip(rows: readonly SheetRow[], locale: 'zh' | 'en' = 'zh') {
  const [head, ...read] = await rowsOf(await bytesOf(writeTemplate(template, rows, locale)));
  const heading = readHeading(template, head, locale);
  return read.map((row) => parseRow(template, heading, row));
}

describe('a column reads', () => {
  const basics = header('列', 'Column');
  const cases: [string, SheetColumn, string, unknown][] = [
    ['full-width digits', whole(basics), '12,345'.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))), 12_345],
    ['a full-width minus', whole(basics), '-5', -5],
    ['thousands', decimal(basics), '1,234,567.5', 1_234_567.5],
    ['a lonely comma as no number', decimal(basics), '1,2', null],
    ['words as no number', whole(basics), '五', null],
    ['halves as no whole number', whole(basics), '1.5', null],
    ['numbers out of range as faults', whole({ ...basics, max: 10 }), '11', null],
    ['a day with dashes', date(basics), '2026-1-5', '2026-01-05'],
    ['a day with slashes', date(basics), '2026/01/05', '2026-01-05'],
    ['a day with dots', date(basics), '2026.1.5', '2026-01-05'],
    ['a day in Chinese', date(basics), '2026年1月5日', '2026-01-05'],
    ['a day without signs', date(basics), '20260105', '2026-01-05'],
    ['a day of no year as a fault', date(basics), '0000-01-05', null],
    ['a full-width day', date(basics), '2026/1/5', '2026-01-05'],
    ['30 February as a fault', date(basics), '2026-02-30', null],
    ['a day with an hour as no day', date(basics), '2026-01-05 09:20', null],
    ['a time', time(basics), '2026-11-23 9:20', new Date('2026-11-23T09:20:00+08:00')],
    ['a time with a full-width colon', time(basics), '2026-11-23 09:20:30', new Date('2026-11-23T09:20:30+08:00')],
    ['25 o’clock as a fault', time(basics), '2026-11-23 25:00', null],
    ['yes', yesNo(basics), '√', true],
    ['no', yesNo(basics), 'No', false],
    ['perhaps as a fault', yesNo(basics), '也许', null],
    ['a choice by its English name', choice({ ...basics, choices: { lamp: { zh: '路灯', en: 'Lamp' } } }), 'LAMP', 'lamp'],
    ['another choice as a fault', choice({ ...basics, choices: { lamp: { zh: '路灯', en: 'Lamp' } } }), '灯', null],
    ['too long a text as a fault', text({ ...basics, max: 3 }), '四个字的', null],
    ['rare characters as one each', text({ ...basics, max: 3 }), '𠮷𠮷𠮷', '𠮷𠮷𠮷'],
  ];
  it.each(cases)('%s', (_what, column, cell, value) => {
    const answer = column.read(cell);
    if (value === null) expect(answer).toHaveProperty('wrong.zh');
    else expect(answer).toEqual({ value });
  });
});

describe('a round trip', () => {
  it('gives back every value, in both languages', async () => {
    const row = {
      code: '001',
      name: '柳园',
      count: 3,
      share: 0.125,
      day: '2026-02-28',
      at: new Date('2026-11-23T09:20:31.250+08:00'),
      kind: 'bin',
      indoor: true,
    };
    const empty = { code: 'x', name: null, count: null, share: null, day: null, at: null, kind: null, indoor: null };
    for (const locale of ['zh', 'en'] as const) {
      expect(await roundTrip([row, empty], locale)).toEqual([
        { row: 2, values: row },
        { row: 3, values: empty },
      ]);
    }
  });

  it('gives back any text, and no text is a formula', async () => {
    // Outer blanks go on purpose; Excel itself knows no text that is empty. NUL and half a pair are faults of their cells.
    const anyText = fc
      .string({ unit: 'binary', maxLength: 40 })
      .map((value) => value.replace(/^[ \u00a0\u3000]+|[ \u00a0\u3000]+$/g, '').replaceAll(/[\0\p{Cs}\ufffe\uffff]/gu, ''))
      .filter((value) => value !== '');
    const started = fc
      .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', "'", '_x0041_', '&#61;'), fc.string({ maxLength: 10 }))
      .map(([first, rest]) => (first + rest).replace(/[ ]+$/, ''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(anyText, started), { minLength: 1, maxLength: 30 }), async (names) => {
        const read = await roundTrip(names.map((name, index) => ({ code: `${index}`, name })));
        expect(read.map((row) => row && 'values' in row && row.values['name'])).toEqual(names);
      }),
      { numRuns: 30 },
    );
  });

  it('gives back numbers and days', async () => {
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    const row = fc.record({
      code: fc.constant('a'),
      count: fc.nat(),
      share: fc.double({ noNaN: true, noDefaultInfinity: true }),
      day: day.map((at) => at.toISOString().slice(0, 10)),
      at: day,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const read = await roundTrip(rows);
        expect(read.map((each) => (each && 'values' in each ? each.values : each))).toEqual(
          rows.map((each) => ({ ...each, share: each.share === 0 ? 0 : each.share, name: null, kind: null, indoor: null })),
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe('a workbook', () => {
  it('marks every text as text, so that it never becomes a formula', async () => {
    const workbook = new Workbook();
    await workbook.xlsx.load(await aSheet(['甲'], [['=1+1'], ['@SUM(A1)'], ['-2'], ['普通']]));
    const sheet = workbook.worksheets[0];
    expect([2, 3, 4, 5].map((row) => sheet?.getCell(row, 1).value)).toEqual(['=1+1', '@SUM(A1)', '-2', '普通']);
    // LibreOffice knows no quotePrefix: there the format keeps an edited text a text.
    expect([2, 3, 4, 5].map((row) => sheet?.getCell(row, 1).numFmt)).toEqual(['@', '@', '@', '@']);
    const packed = await bytesOf(streamWorkbook('表', [{ header: '甲', value: () => '=1+1' }], [0]));
    const xml = inflateRawSync(packed.subarray(30 + 'xl/worksheets/sheet1.xml'.length), { finishFlush: constants.Z_SYNC_FLUSH }).toString();
    expect(xml).toContain('<c r="A2" s="3" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>');
  });

  it('keeps what is typed into its empty cells as their columns want it: a code does not lose its zeros', async () => {
    const columns = [
      { header: '编号', value: () => null },
      { header: '数量', kind: 'number', value: () => null },
      { header: '日期', kind: 'date', value: () => null },
    ] as const;
    const workbook = new Workbook();
    await workbook.xlsx.load(await bytesOf(streamWorkbook('表', columns, [])));
    const sheet = workbook.worksheets[0];
    expect([1, 2, 3].map((column) => sheet?.getColumn(column).numFmt ?? 'General')).toEqual(['@', 'General', 'yyyy-mm-dd']);
  });

  it('goes on in another sheet when one is full', async () => {
    // A row is one empty element, so a million of them take a second.
    const rows = Array.from({ length: 1_048_576 }, (_, index) => index);
    const workbook = await bytesOf(
      streamWorkbook('大表', [{ header: '号', value: (row: number) => (row >= 1_048_574 ? row : null) }], rows),
    );
    expect(workbook.includes('xl/worksheets/sheet2.xml')).toBe(true);
    expect(workbook.includes('xl/worksheets/sheet3.xml')).toBe(false);
  }, 60_000);

  it('stops reading its source when nobody takes it any more', async () => {
    let closed = false;
    async function* source() {
      try {
        for (let row = 0; ; row++) yield row;
      } finally {
        closed = true;
      }
    }
    for await (const chunk of streamWorkbook('表', [{ header: '号', value: (row: number) => row }], source())) {
      if (chunk.length > 1000) break;
    }
    expect(closed).toBe(true);
  });

  it('reports a failing source', async () => {
    async function* source() {
      yield 1;
      throw new Error('connection lost');
    }
    await expect(bytesOf(streamWorkbook('表', [{ header: '号', value: (row: number) => row }], source()))).rejects.toThrow(
      'connection lost',
    );
  });

  it('escapes what XML does not have', () => {
    expect(xmlText('a<b>&"\u0001\r_x000D_')).toBe('a&lt;b&gt;&amp;&quot;_x0001__x000D__x005F_x000D_');
    expect(xmlText('一\t二\n三𠮷')).toBe('一\t二\n三𠮷');
  });
});

describe('reading', () => {
  it('takes dates, numbers, rich text and links of a foreign workbook, and tells formulas and errors', async () => {
    const workbook = new Workbook();
    const sheet = workbook.addWorksheet('外来');
    sheet.addRow(['编号', '名称']);
    sheet.addRow([7, new Date(Date.UTC(2026, 10, 23))]);
    sheet.addRow([{ richText: [{ text: '粗' }, { text: '细' }] }, { text: '网页', hyperlink: 'https://example.org' }]);
    sheet.addRow([{ formula: '1+1', result: 2 }, { error: '#N/A' }]);
    sheet.addRow([true, '  前后空 ']);
    const rows = await rowsOf(Buffer.from(await workbook.xlsx.writeBuffer()));
    expect(rows.slice(1).map((row) => row.cells)).toEqual([
      [{ text: '7' }, { text: '2026-11-23' }],
      [{ text: '粗细' }, { text: '网页' }],
      [
        { bad: 'formula', text: '=1+1' },
        { bad: 'error', text: '#N/A' },
      ],
      [{ text: 'true' }, { text: '前后空' }],
    ]);
  });

  it('finds columns in any order and language, and names missing and unknown ones', async () => {
    const [head] = await rowsOf(await aSheet(['室内', 'Kind', '时间', '日期', '备注', '占比', '数量', '名称', '编 号*'], []));
    const heading = readHeading(template, head, 'zh');
    expect(heading.positions.get('code')).toBe(8);
    expect(heading.ignored).toEqual(['备注']);
    const [short] = await rowsOf(await aSheet(['编号', '名称'], []));
    expect(() => readHeading(template, short, 'zh')).toThrow(
      expect.objectContaining({ detail: { columns: '数量、占比、日期、时间、类别、室内' } }),
    );
  });

  it('names every faulty cell of a row', async () => {
    const [head, row] = await rowsOf(
      await aSheet(
        ['编号', '名称', '数量', '占比', '日期', '时间', '类别', '室内'],
        [[null, 'x', '-1', '?', '2026-13-01', '明天', '树', '不知']],
      ),
    );
    const parsed = parseRow(template, readHeading(template, head, 'zh'), row ?? { row: 0, cells: [] });
    expect(parsed && 'faults' in parsed && parsed.faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'code required',
      'count invalid',
      'share invalid',
      'day invalid',
      'at invalid',
      'kind invalid',
      'indoor invalid',
    ]);
  });

  it('reads a day that lost its format as Excel counts it', () => {
    const heading = {
      names: ['编号'],
      positions: new Map([
        ['code', 0],
        ['day', 1],
      ]),
      ignored: [],
    };
    expect(parseRow(template, heading, { row: 2, cells: [{ text: 'a' }, { text: '46349' }] })).toMatchObject({
      values: { day: '2026-11-23' },
    });
  });

  it('refuses what is no workbook, and one that was cut off', async () => {
    const read = async (bytes: Buffer) => {
      for await (const _row of sheetRows(Readable.from([bytes])));
    };
    const cut = (await aSheet(['编号'], [['a']])).subarray(0, 300);
    // Never a hang and never another error, wherever the damage is.
    const good = await aSheet(
      ['编号', '名称'],
      Array.from({ length: 300 }, (_, row) => [row, `第 ${row} 行`]),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 80 }), fc.nat(255), async (at, length, value) => {
        const damaged = Buffer.from(good);
        damaged.fill(value, at, Math.min(at + length, damaged.length));
        await read(damaged).catch((error: unknown) => expect(error).toMatchObject({ kind: { code: 'sheetUnreadable' } }));
      }),
      { numRuns: 100 },
    );
    for (const bytes of [Buffer.from('PK\x03\x04 and then nonsense'), cut])
      await expect(read(bytes)).rejects.toMatchObject({ kind: { code: 'sheetUnreadable' } });
  });
});

it('the empty template tells how to fill it in', async () => {
  const workbook = new Workbook();
  await workbook.xlsx.load(await bytesOf(writeTemplate(template, [], 'zh')));
  expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(['物件', '填写说明']);
  expect(textsOf((await rowsOf(await bytesOf(writeTemplate(template, [], 'en'))))[0])).toEqual([
    'Code',
    'Name',
    'Count',
    'Share',
    'Day',
    'Time',
    'Kind',
    'Indoor',
  ]);
  expect(workbook.worksheets[1]?.getCell('C8').value).toBe('选一个：垃圾桶、路灯');
});
