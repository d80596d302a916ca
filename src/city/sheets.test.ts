import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { WriteContext } from '../platform/context.ts';
import type { SheetRow, SheetTemplate, Verdict } from '../platform/sheets/template.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { aCity, aDuty, aPerson, type TestCity, type TestPerson } from './fixtures.ts';
import { citySheets } from './sheets.ts';
import { sql } from 'kysely';
import { unitChange, unitCreate, unitsList } from './api.ts';
import { applyImport, uploadImport } from '../platform/sheets/api.ts';
import { aSheet } from '../platform/sheets/fixtures.ts';
import { parentsFirst } from './sheets/trees.ts';

let app: TestApp;
let city: TestCity;
const people: Record<string, TestPerson> = {};

beforeAll(async () => {
  app = await startTestApp();
  await app.as('system', async ({ tx }) => {
    city = await aCity(tx);
    const { headquarters, office, communityUnit, community } = city;
    people.system = await aPerson(tx, { role: 'systemAdmin', unitId: headquarters.id, name: '系统员' });
    people.security = await aPerson(tx, { role: 'securityAdmin', unitId: headquarters.id, name: '安全员' });
    people.office = await aPerson(tx, { role: 'officeStaff', unitId: office.id, name: '创文员', phone: '13800002046' });
    people.head = await aPerson(tx, { role: 'communityHead', unitId: communityUnit.id, areaId: community.id, name: '书记' });
    people.worker = await aPerson(tx, { role: 'communityWorker', unitId: communityUnit.id, areaId: community.id, name: '片长' });
    await aDuty(tx, { areaId: city.compound.id, personId: people.worker.id });
  });
});
afterAll(() => app.close());

const sheet = (name: string): SheetTemplate => {
  const found = citySheets.find((one) => one.name === name);
  if (!found) throw new Error(`no sheet ${name}`);
  return found;
};
const as = <T>(who: string, work: (ctx: WriteContext) => Promise<T>) => app.as({ personId: people[who]?.id ?? '' }, work);
const numbered = (rows: readonly SheetRow[]) => rows.map((values, index) => ({ row: index + 2, values }));
const linesOf = (name: string, who = 'system') => as(who, async (ctx) => all(sheet(name).load(ctx)));
const all = async (rows: AsyncIterable<SheetRow>) => {
  const list: SheetRow[] = [];
  for await (const row of rows) list.push(row);
  return list;
};
const planOf = (name: string, who: string, rows: readonly SheetRow[]) =>
  as(who, async (ctx) => (await sheet(name).plan?.(ctx, numbered(rows), [])) ?? []);
const said = (verdicts: readonly Verdict[]) =>
  verdicts.map((one) => ('verdict' in one ? one.verdict : one.faults.map((fault) => `${fault.path}:${fault.code}`).join(' ')));
const importAll = (name: string, who: string, rows: readonly SheetRow[]) =>
  as(who, async (ctx) => {
    const verdicts = (await sheet(name).plan?.(ctx, numbered(rows), [])) ?? [];
    const good = numbered(rows).flatMap((row, index) => {
      const verdict = verdicts[index];
      return verdict && 'verdict' in verdict && verdict.verdict !== 'same' ? [{ ...row, verdict: verdict.verdict }] : [];
    });
    await sheet(name).apply?.(ctx, good);
    return said(verdicts);
  });

test.each(['units', 'people', 'posts', 'areas', 'areaDuties'])(
  'what is exported as %s changes nothing when it is imported',
  async (name) => {
    const lines = await linesOf(name);
    expect(lines.length).toBeGreaterThan(0);
    expect(Object.keys(lines[0] ?? {})).toEqual(Object.keys(sheet(name).columns));
    expect(new Set(said(await planOf(name, 'system', lines)))).toEqual(new Set(['same']));
  },
);

test.each([
  ['units', 'system'],
  ['people', 'system'],
  ['posts', 'security'],
  ['areas', 'system'],
  ['areaDuties', 'head'],
])('%s as a spreadsheet, sent back as it came, is all the same', async (name, who) => {
  const person = { personId: people[who]?.id ?? '' };
  const exported = await app.inject({ url: `/api/v1/sheets/${name}/export`, as: person });
  expect(exported.statusCode).toBe(200);
  const sent = await app.call(uploadImport, { name }, { as: person, file: exported.rawPayload });
  expect(sent.body.preview.counts).toMatchObject({ create: 0, update: 0, faulty: 0 });
});

test('20,000 people: the good ones go in, the others are named by row and column, and once more changes nothing', async () => {
  const admin = { personId: people.system?.id ?? '' };
  const rows = Array.from({ length: 20_000 }, (_, index) => [
    `N${index}`,
    index % 1000 === 3 ? '' : `李${index}`,
    index % 1000 === 7 ? '没有' : null,
    null,
  ]);
  const file = await aSheet(['人员编号', '姓名', '电话', '邮箱'], rows);
  const send = async () => (await app.call(uploadImport, { name: 'people' }, { as: admin, file })).body;
  const first = await send();
  expect(first.preview.counts).toEqual({ rows: 20_000, create: 19_960, update: 0, same: 0, faulty: 40 });
  expect(first.preview.faults.slice(0, 2).map(({ cell, code }) => `${cell} ${code}`)).toEqual(['B5 required', 'C9 invalid']);
  expect(first.preview.faults.at(-1)).toMatchObject({ cell: 'C19009', value: '没有' });
  expect((await app.call(applyImport, { importId: first.id, mode: 'all' }, { as: admin })).problem.code).toBe('sheetFaulty');
  expect((await app.call(applyImport, { importId: first.id, mode: 'good' }, { as: admin })).body.preview.counts.create).toBe(19_960);
  expect((await send()).preview.counts).toEqual({ rows: 20_000, create: 0, update: 0, same: 19_960, faulty: 40 });
  const facts = await app.as('system', ({ tx }) =>
    tx.rows(sql<{ n: number }>`select count(*)::integer as n from journal where type = 'person.added' and after->>'code' like 'N%'`),
  );
  expect(facts).toEqual([{ n: 19_960 }]);
});

test('100,000 areas that hang on one another, in a line or in a circle, are sorted in one go', () => {
  const chain = (last: string | null) =>
    Array.from({ length: 100_000 }, (_, index) => ({
      row: index + 2,
      values: { code: `A${index}`, parent: index < 99_999 ? `A${index + 1}` : last },
    }));
  expect(parentsFirst(chain(null))[0]?.values.code).toBe('A99999');
  const circle = [...chain('A0'), { row: 200_000, values: { code: 'B', parent: null } }];
  expect(parentsFirst(circle)[0]?.values.code).toBe('B');
});

describe('units and areas', () => {
  const unit = { shortName: '局', kind: 'department', area: null, keyUnit: false, phone: null, sort: null };
  test('a parent may stand below its child in the sheet; twice changes nothing', async () => {
    const rows = [
      { ...unit, code: 'N2', name: '下级', parent: 'N1' },
      { ...unit, code: 'N1', name: '上级', parent: null },
    ];
    expect(await importAll('units', 'system', rows)).toEqual(['create', 'create']);
    expect(await importAll('units', 'system', rows)).toEqual(['same', 'same']);
    expect(await importAll('units', 'system', [{ ...rows[0], name: '改名', code: 'N2' }])).toEqual(['update']);
  });

  test('faults stand by row and column', async () => {
    const rows = [
      { ...unit, code: 'A', name: '甲', parent: 'missing' },
      { ...unit, code: 'B', name: '乙', parent: 'A' },
      { ...unit, code: 'C', name: '丙', parent: 'C' },
      { ...unit, code: 'D', name: '丁', parent: null, area: 'nowhere' },
      { ...unit, code: 'D', name: '丁二', parent: null },
    ];
    expect(said(await planOf('units', 'system', rows))).toEqual([
      'parent:unknown',
      'parent:parentFaulty',
      'parent:circular',
      'area:unknown',
      'code:repeated',
    ]);
  });

  test('two that are each other’s parent are told so, both, whether new or standing', async () => {
    const [first, second] = (await linesOf('units')).filter((one) => one.kind === 'department');
    const circles = [
      [
        { ...unit, code: 'P', name: '甲', parent: 'Q' },
        { ...unit, code: 'Q', name: '乙', parent: 'P' },
      ],
      [
        { ...first, parent: second?.code ?? '' },
        { ...second, parent: first?.code ?? '' },
      ],
    ];
    for (const rows of circles) {
      const verdicts = await planOf('units', 'system', rows);
      expect(said(verdicts)).toEqual(['parent:circular', 'parent:circular']);
      const [one, other] = rows.map((row) => ('code' in row ? row.code : ''));
      expect(JSON.stringify(verdicts)).toContain(`上级绕成了一圈：${one} → ${other} → ${one}。`);
    }
  });

  test('what is wrong between rows is told together with what is wrong in a cell', async () => {
    const header = ['单位代码', '单位名称', '简称', '类别', '上级单位代码', '所管片区代码', '重点责任部门', '电话', '顺序'];
    const file = await aSheet(header, [
      ['K1', '甲局', '甲', '部门', null, null, '否', '电话', null],
      ['K2', '乙局', '乙', '部门', 'K1', null, '否', null, null],
      ['K1', '丙局', '丙', '部门', 'K9', 'nowhere', '也许', null, null],
    ]);
    const { body } = await app.call(uploadImport, { name: 'units' }, { as: { personId: people.system?.id ?? '' }, file });
    expect(body.preview.faults.map(({ cell, code }) => `${cell} ${code}`)).toEqual([
      'H2 invalid',
      'E3 parentFaulty',
      'G4 invalid',
      'A4 repeated',
      'E4 unknown',
      'F4 unknown',
    ]);
  });

  test('a circle may lead through records that are not in the sheet; all its rows are told', async () => {
    const at = (code: string, parent: string | null) => ({ ...unit, code, name: `单位${code}`, parent });
    const rows = [at('R1', null), at('S1', 'R1'), at('R2', null), at('S2', 'R2')];
    expect(await importAll('units', 'system', rows)).toEqual(Array(4).fill('create'));
    const verdicts = await planOf('units', 'system', [at('R1', 'S2'), at('R2', 'S1')]);
    expect(said(verdicts)).toEqual(['parent:circular', 'parent:circular']);
    expect(JSON.stringify(verdicts)).toContain('上级绕成了一圈：R1 → S2 → R2 → S1 → R1。');
    // R2 stays below nothing: its row has a fault of its own, so R1 would stand below itself.
    expect(said(await planOf('units', 'system', [at('R1', 'S1'), { ...at('S1', 'R2'), area: 'nowhere' }]))).toEqual([
      'parent:circular',
      'area:unknown',
    ]);
  });

  const pathsOf = async (table: 'areas' | 'units', ...codes: string[]) => {
    const rows = await app.as('system', ({ tx }) =>
      tx.rows(
        sql<{ code: string; path: string }>`select code, (select string_agg(a.code, '/' order by n)
          from unnest(string_to_array(t.path, '/')) with ordinality as p(id, n) join ${sql.table(table)} a on a.id = p.id::uuid) as path
          from ${sql.table(table)} t where code = any(${codes}::text[])`,
      ),
    );
    const paths = new Map(rows.map(({ code, path }) => [code, path]));
    return codes.map((code) => paths.get(code));
  };

  test('what moves takes along what stands below it, and what the sheet adds there; who was above it may come below', async () => {
    const at = (code: string, parent: string | null) => ({ ...unit, code, name: `单位${code}`, parent });
    const rows = [at('T1', null), at('T2', 'T1'), at('T3', 'T2'), at('T4', 'T3')];
    expect(await importAll('units', 'system', rows)).toEqual(Array(4).fill('create'));
    expect(await importAll('units', 'system', [at('T5', 'T6'), at('T1', 'T3'), at('T6', 'T4'), at('T2', null)])).toEqual([
      'create',
      'update',
      'create',
      'update',
    ]);
    expect(await pathsOf('units', 'T1', 'T2', 'T4', 'T5')).toEqual(['T2/T3/T1', 'T2', 'T2/T3/T4', 'T2/T3/T4/T6/T5']);
    const facts = await app.as('system', ({ tx }) =>
      tx.rows(
        sql<{ type: string; fields: string }>`select type, (select string_agg(k, ' ') from jsonb_object_keys(after) k) as fields
          from journal j join units u on u.id = j.subject_id where u.code in ('T1', 'T2', 'T3') and type = 'unit.changed'`,
      ),
    );
    expect(facts).toEqual([
      { type: 'unit.changed', fields: 'parentId' },
      { type: 'unit.changed', fields: 'parentId' },
    ]);
  });

  test('nothing stands deeper than a path can tell', async () => {
    const chain = (length: number, first: string | null = null) =>
      Array.from({ length }, (_, n) => ({ ...unit, code: `L${n}`, name: `第${n}级`, parent: n === 0 ? first : `L${n - 1}` }));
    expect(said(await planOf('units', 'system', chain(52))).slice(49)).toEqual(['create', 'parent:tooDeep', 'parent:parentFaulty']);
    expect(await importAll('units', 'system', chain(49))).toEqual(Array(49).fill('create'));
    expect(said(await planOf('units', 'system', chain(1, 'R1')))).toEqual(['update']);
    expect(said(await planOf('units', 'system', chain(1, 'S1')))).toEqual(['parent:tooDeep']);
    const admin = { as: { personId: people.system?.id ?? '' } };
    const units = (await app.call(unitsList, {}, admin)).body.items;
    const idOf = (code: string) => units.find((one) => one.code === code)?.id ?? '';
    const moved = await app.call(unitChange, { unitId: idOf('L0'), revision: 1, parentId: idOf('S1') }, admin);
    expect([moved.status, moved.problem.code]).toEqual([422, 'tooDeep']);
    const { area: _area, ...fields } = unit;
    const below = (parentId: string, code: string) =>
      app.call(unitCreate, { ...fields, kind: 'department', code, name: code, parentId, areaId: null, sort: 1 }, admin);
    const last = await below(idOf('L48'), 'L49');
    expect((await below(last.body.id, 'L50')).problem.code).toBe('tooDeep');
  });

  test('what others did since the preview is a fault of its row, by cell', async () => {
    const admin = { personId: people.system?.id ?? '' };
    const parent = { code: 'Y1', name: '新网格', kind: 'block', parent: city.community.code, sort: 1 };
    expect(await importAll('areas', 'system', [parent])).toEqual(['create']);
    const header = ['片区代码', '名称', '类别', '上级片区代码', '顺序'];
    const file = await aSheet(header, [
      ['Y2', '新小区', '小区', 'Y1', 1],
      ['Y3', '新小区', '小区', city.community.code, 1],
    ]);
    const { body } = await app.call(uploadImport, { name: 'areas' }, { as: admin, file });
    expect(body.preview.counts).toMatchObject({ create: 2, faulty: 0 });
    await app.as('system', ({ tx }) => tx.rows(sql`update areas set ended_on = '2026-11-01' where code = 'Y1'`));
    const { problem } = await app.call(applyImport, { importId: body.id, mode: 'all' }, { as: admin });
    expect([problem.code, problem.faults?.map(({ path, code }) => `${path} ${code}`)]).toEqual(['sheetFaulty', ['D2 unknown']]);
    const good = await app.call(applyImport, { importId: body.id, mode: 'good' }, { as: admin });
    expect(good.body.preview.counts).toMatchObject({ create: 1, faulty: 1 });
  });

  test('areas keep their order of kinds', async () => {
    const rows = [
      { code: 'X1', name: '新网格', kind: 'block', parent: city.community.code, sort: 1 },
      { code: 'X2', name: '新小区', kind: 'compound', parent: 'X1', sort: 1 },
      { code: 'X3', name: '错的', kind: 'compound', parent: city.street.code, sort: 1 },
    ];
    expect(await importAll('areas', 'system', rows)).toEqual(['create', 'create', 'parent:wrongParent']);
    expect(await importAll('areas', 'system', rows.slice(0, 2))).toEqual(['same', 'same']);
  });
});

describe('a record that becomes another kind', () => {
  test('is refused when something below cannot stay, unless the sheet moves that too', async () => {
    const block = { code: 'K1', name: '要改的网格', kind: 'block', parent: city.community.code, sort: 1 };
    const compound = { code: 'K2', name: '下面的小区', kind: 'compound', parent: 'K1', sort: 1 };
    expect(await importAll('areas', 'system', [block, compound])).toEqual(['create', 'create']);
    const turned = { ...block, kind: 'compound' };
    expect(await importAll('areas', 'system', [turned])).toEqual(['kind:doesNotFitBelow']);
    expect(await importAll('areas', 'system', [turned, { ...compound, parent: city.community.code }])).toEqual(['update', 'update']);
  });
});

describe('people and posts', () => {
  test('people are added without posts, posts are given apart', async () => {
    const person = { code: 'NEW', name: '新人', phone: '13900000000', email: null };
    expect(await importAll('people', 'system', [person])).toEqual(['create']);
    expect(await importAll('people', 'system', [{ ...person, phone: '13900000001' }])).toEqual(['update']);
    const [units, posts] = [await linesOf('units'), await linesOf('posts')];
    const unit = units.find((one) => one.name === '创文办')?.code ?? '';
    const post = {
      person: 'NEW',
      personName: null,
      unit,
      role: 'officeStaff',
      area: null,
      title: '科员',
      validFrom: '2026-11-01',
      validTo: null,
    };
    const admin = { ...post, role: 'systemAdmin' };
    // Each row alone would do; both together would make an administrator of an official.
    expect(said(await planOf('posts', 'security', [post, admin]))).toEqual(['create', 'role:administratorsApart']);
    const bureau = units.find((one) => one.name === '城市管理局');
    expect(said(await planOf('posts', 'security', [{ ...post, unit: bureau?.code ?? '' }]))).toEqual(['role:roleUnit']);
    const office = units.find((one) => one.name === '创文办');
    expect(said(await planOf('units', 'system', [{ ...office, kind: 'department' }]))).toEqual(['kind:postsDoNotFit']);
    expect(await importAll('posts', 'security', [post])).toEqual(['create']);
    expect(await importAll('posts', 'security', [{ ...post, validTo: '2026-12-31' }])).toEqual(['update']);
    const own = posts.find((one) => one.personName === '安全员');
    expect(said(await planOf('posts', 'security', [{ ...post, person: own?.person ?? '' }]))).toEqual(['role:selfAppointment']);
  });

  test('who may not see phones gets them masked', async () => {
    const masked = (await linesOf('people', 'worker')).find((line) => line.name === '创文员');
    expect(masked?.phone).toBe('138****2046');
    expect(sheet('people').columns['phone']?.read('138****2046')).toHaveProperty('wrong');
  });
});

test('3,000 units, areas, people, posts and duties are made, changed and moved in bounded queries, and once more change nothing', async () => {
  await app.as('system', async ({ tx }) => {
    await tx.rows(
      sql`insert into people (city_id, id, name, code, search) select 1, gen_random_uuid(), '人' || n, 'M' || n, '' from generate_series(1, 3000) n`,
    );
    await tx.rows(sql`insert into areas (city_id, id, parent_id, kind, name, code, path, sort, search)
      select 1, id, ${city.community.id}, 'compound', '小区' || n, 'MA' || n, ${city.community.path} || '/' || id, 0, ''
      from (select n, gen_random_uuid() as id from generate_series(1, 3000) n) made`);
  });
  const unit = (await linesOf('units')).find((one) => one.name === '城市管理局')?.code ?? '';
  const each = <T>(row: (n: number) => T) => Array.from({ length: 3000 }, (_, index) => row(index + 1));
  const post = { personName: null, unit, role: 'unitLiaison', area: null, title: null, validFrom: '2026-11-01' };
  const duty = { areaName: null, personName: null, note: null };
  const bureau = { shortName: '局', kind: 'department', area: null, keyUnit: false, phone: null, sort: 1 };
  const units = (name: string, parent: (n: number) => string | null) =>
    each((n) => ({ ...bureau, code: `MU${n}`, name: `${name}${n}`, parent: n <= 9 ? null : parent(n) }));
  const areas = (name: string, parent: string) =>
    each((n) => ({ code: `MA${n}`, name: `${name}${n}`, kind: 'compound', parent, sort: n === 3 ? 3 : null }));
  const sheets = [
    ['units', 'system', units('局', (n) => `MU${(n % 8) + 1}`), 'create'],
    ['units', 'system', units('处', (n) => `MU${(n % 9) + 1}`), 'update'],
    ['areas', 'system', areas('院', city.community.code), 'update'],
    ['areas', 'system', areas('院子', city.otherCommunity.code), 'update'],
    ['people', 'system', each((n) => ({ code: `M${n}`, name: `人${n}`, phone: `139${n}`, email: null })), 'update'],
    ['posts', 'security', each((n) => ({ ...post, person: `M${n}`, validTo: null })), 'create'],
    ['posts', 'security', each((n) => ({ ...post, person: `M${n}`, validTo: '2027-12-31' })), 'update'],
    ['areaDuties', 'office', each((n) => ({ ...duty, area: `MA${n}`, person: `M${n}`, validFrom: '2026-11-23' })), 'create'],
    [
      'areaDuties',
      'office',
      each((n) => ({ ...duty, area: `MA${n}`, person: `M${n === 1 ? 3000 : n - 1}`, validFrom: '2026-12-01' })),
      'update',
    ],
  ] as const;
  for (const [name, who, rows, verdict] of sheets) {
    const asked = vi.spyOn(pg.Client.prototype, 'query');
    expect(new Set(await importAll(name, who, rows))).toEqual(new Set([verdict]));
    // Three batches, each with its rows and its facts; row by row it would be 27,000.
    expect(asked.mock.calls.length).toBeLessThan(60);
    asked.mockRestore();
    expect(new Set(said(await planOf(name, who, rows)))).toEqual(new Set(['same']));
  }
}, 120_000);

describe('area duties', () => {
  test('vacant compounds stand in the list; an empty person changes nothing', async () => {
    const lines = await linesOf('areaDuties', 'head');
    expect(lines.map((line) => [line.areaName, line.personName])).toEqual(
      expect.arrayContaining([
        ['农机局家属院', '片长'],
        ['水文局小区', null],
      ]),
    );
  });

  test('a new code transfers, within one’s own area', async () => {
    const codes = new Map((await linesOf('people')).map((line) => [line.name, line.code]));
    const line = { areaName: null, personName: null, validFrom: '2026-11-23', note: null };
    const rows = [
      { ...line, area: city.compound.code, person: codes.get('书记') ?? '' },
      { ...line, area: city.otherCompound.code, person: codes.get('片长') ?? '' },
      { ...line, area: city.otherCommunity.code, person: codes.get('片长') ?? '' },
      { ...line, area: city.otherStreet.code, person: 'nobody' },
    ];
    expect(await importAll('areaDuties', 'head', rows)).toEqual(['update', 'create', 'area:notInYourArea', 'person:unknown']);
    expect(await importAll('areaDuties', 'head', rows.slice(0, 2))).toEqual(['same', 'same']);
  });
});
