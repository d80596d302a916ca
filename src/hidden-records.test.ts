import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { aCase, aCasework, type Part, type TestCasework } from './cases/fixtures.ts';
import { addressOf, describedCalls, sentTo, type Described } from './testing/calls.ts';
import { aPost, positionIn } from './city/fixtures.ts';
import { roles, type Role } from './kernel/actor.ts';
import type { Id } from './kernel/ids.ts';
import { getCase, readReporter } from './cases/api.ts';
import { publicJoin } from './cases/api/public.ts';
import { uploadFile } from './platform/files/api.ts';
import { journalOf } from './platform/journal/journal.ts';
import { rowsOf } from './platform/sheets/fixtures.ts';
import { XLSX } from './platform/sheets/workbook.ts';
import { aPicture } from './platform/files/fixtures.ts';
import { startTestApp, type TestApp } from './testing/app.ts';
import { jsonText, type Known } from './testing/schema-values.ts';

/**
 * What somebody may not see is absent: no operation answers differently for it, none carries a word of it, none tells that
 * it came to be. RUNS=100 looks longer, SEED=… elsewhere.
 */

const runs = Number(process.env.RUNS ?? 5);
const seed = Number(process.env.SEED ?? 20_261_127);
const calls = (await describedCalls(inject('cluster'))).filter(({ id }) => !id.startsWith('identity.'));

/** Words that stand nowhere else in the city. */
const secret = {
  words: '锦鲤池边的铁门倒了',
  place: '锦鲤池铁门',
  name: '沈不露',
  phone: '13912348765',
  email: 'bulu@shen.example',
  address: '听雨楼七号',
  handled: '铁门已扶正',
} as const;
const ofTheCase = [secret.words, secret.place, secret.handled];
const ofTheReporter = [secret.name, secret.phone, secret.email, secret.address];

/** No record has these. */
const absent = {
  '@case': '01940000-0000-7000-8000-000000000000',
  '@file': '01940000-0000-7000-8000-000000000001',
  '@number': '2001-00001',
  '@sha256': '0'.repeat(64),
} as const;
type Names = Readonly<Record<keyof typeof absent, string>>;

/** Marks in the place of a record's names; what they stand for is put in when it is sent. */
const marks: Known = (field) => {
  if (/photo|file/i.test(field)) return ['@file'];
  if (field === 'sha256') return ['@sha256'];
  if (field === 'number') return ['@number'];
  if (/case|^(into|sameAs|except|ids?|recordId|subjectId)$/i.test(field)) return ['@case'];
  return [];
};

let app: TestApp;
let world: TestCasework;
let officer: Id;
/** In another department and another community, with every role that does not see the whole city. */
let stranger: Id;
let hidden: Names;
let version: number;
/** What the stranger was answered when the case was not there. */
let before: { readonly id: string; readonly asked: Asked; readonly answer: Awaited<ReturnType<typeof ask>> }[];

const everywhere: readonly Role[] = ['commander', 'officeHead', 'officeStaff', 'inspector', 'hotlineAgent'];
/** Administrators of the platform read no casework, but the journal is theirs to watch over. */
const administrators: readonly Role[] = ['systemAdmin', 'securityAdmin', 'auditAdmin'];
const areaRoles: readonly Role[] = ['districtStaff', 'streetStaff', 'communityHead', 'communityWorker'];

async function aStranger(): Promise<Id> {
  return app.as('system', async ({ tx }) => {
    const { city, people } = world;
    for (const role of Object.keys(roles) as Role[]) {
      if (everywhere.includes(role) || administrators.includes(role)) continue;
      const area = areaRoles.includes(role) ? { areaId: city.otherCommunity.id } : {};
      await aPost(tx, { personId: people.otherLiaison, role, unitId: city.otherDepartment.id, ...area });
    }
    return people.otherLiaison;
  });
}

/** A case with a reporter, photos and a whole life, in a place and with a unit that are not the stranger's. */
async function aHiddenCase(): Promise<{ readonly names: Names; readonly version: number }> {
  const photo = (await app.call(uploadFile, {}, { as: { personId: world.people.staff }, file: await aPicture({ seed: 77 }) })).body;
  const row = await app.as({ personId: world.people.staff }, async (ctx) => {
    const contact = { name: secret.name, phone: secret.phone, email: secret.email, address: secret.address };
    const report = { ...positionIn.compound, words: secret.words, title: secret.words, place: secret.place, photos: [photo.id], contact };
    return aCase(ctx, world, { state: 'handled', report });
  });
  const [{ sha256 } = { sha256: '' }] = await app.as('system', ({ tx }) =>
    tx.rows(sql<{ sha256: string }>`select sha256 from files where id = ${photo.id}`),
  );
  await app.drain();
  return { names: { '@case': row.id, '@file': photo.id, '@number': row.number, '@sha256': sha256 }, version: row.version };
}

const put = (text: string, names: Names) =>
  Object.entries(names).reduce((all, [mark, name]) => all.replaceAll(mark, name).replaceAll(encodeURIComponent(mark), name), text);

/** What two answers may differ in: the names that were asked for, new ids, and the number of the request. */
const bare = (text: string, names: Names) =>
  Object.values(names)
    .reduce((all, name) => all.replaceAll(name, 'ASKED'), text)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replace(/"instance":"[^"]*"/, '"instance":""');

interface Asked {
  readonly method: (typeof calls)[number]['method'];
  readonly url: string;
  readonly body?: string | undefined;
  readonly type?: string | undefined;
}

async function ask(asked: Asked, personId: Id | null) {
  const answer = await app.inject({
    method: asked.method,
    url: asked.url,
    ...(personId ? { as: { personId } } : {}),
    ...(asked.body === undefined ? {} : { payload: asked.body, headers: { 'content-type': asked.type ?? 'application/json' } }),
  });
  const type = String(answer.headers['content-type']);
  const text = type.startsWith(XLSX) ? JSON.stringify(await rowsOf(answer.rawPayload)) : answer.body;
  return { status: answer.statusCode, type, text };
}

beforeAll(async () => {
  app = await startTestApp();
  world = await app.as('system', aCasework);
  officer = world.people.office;
  stranger = await aStranger();
  await app.as('system', (ctx) => aCase(ctx, world, { state: 'assigned', set: { unitId: world.city.otherDepartment.id } }));
  await app.drain();
  before = [];
  for (const { id, asked } of allReadings(absent)) before.push({ id, asked, answer: await ask(asked, stranger) });
  ({ names: hidden, version } = await aHiddenCase());
});
afterAll(() => app.close());

/** Queries that find something, by the names that the operations give them. */
const finding: Readonly<Record<string, string>> = {
  q: '锦鲤池',
  text: '锦鲤池边的铁门',
  words: '锦鲤池边的铁门',
  lng: String(positionIn.compound.lng),
  lat: String(positionIn.compound.lat),
  west: '107.5',
  south: '36.9',
  east: '107.8',
  north: '37.1',
  bbox: '107.5,36.9,107.8,37.1',
  zoom: '16',
  from: '2026-11-01',
  to: '2026-11-30',
  category: 'e05-01',
  by: 'unit',
};

/** Every reading operation, without and with a query that would find the case. */
function readings(names: Names, measure: string): { readonly id: string; readonly asked: Asked }[] {
  const path: Readonly<Record<string, string>> = {
    caseId: names['@case'],
    fileId: names['@file'],
    number: names['@number'],
    sha256: names['@sha256'],
    variant: 'thumbnail',
    measure,
    year: '2026',
    month: '2026-10',
    name: 'people',
    areaId: world.city.community.id,
    unitId: world.city.department.id,
    personId: world.people.liaison,
  };
  const queries = ({ parameters }: Described) => {
    const asked = parameters.filter((one) => one.in === 'query' && one.name in finding);
    const needed = asked.filter((one) => !['q', 'category', 'by'].includes(one.name));
    return [asked, needed, []].map((list) => list.map(({ name }) => `${name}=${encodeURIComponent(finding[name] ?? '')}`).join('&'));
  };
  return calls
    .filter(({ method }) => method === 'GET')
    .flatMap(({ id, path: address, described }) => {
      const base = address.replace(/\{(\w+)\}/g, (_whole, name: string) => path[name] ?? names['@case']);
      return [...new Set(queries(described))].map((query) => ({ id, asked: { method: 'GET' as const, url: `${base}?${query}` } }));
    });
}
const measures = ['cases.received', 'cases.onTime', 'cases.medianHours'];
const allReadings = (names: Names) => {
  const all = measures.flatMap((measure) => readings(names, measure));
  return [...new Map(all.map((one) => [one.asked.url, one])).values()];
};

/**
 * Sums over the whole city are everybody's: a figure says that there is one more case, and nothing of it. Who reports is
 * asked whether it is one of the cases that are open at the same place, by kind and place, so that it is reported once.
 */
const forEveryone = new Set(['measures.get', 'measures.group', 'closing.preview', 'cases.previewRoute', 'cases.publicNearby']);

describe('a case that came to be', () => {
  it('changes no answer to who may not see it, and stands in the answers of who may', async () => {
    const changed: string[] = [];
    for (const { id, asked, answer } of before) {
      const after = await ask(asked, stranger);
      if (!forEveryone.has(id) && bare(after.text, absent) !== bare(answer.text, absent)) changed.push(`${id} ${asked.url}\n${after.text}`);
    }
    expect(changed).toEqual([]);
    const seen = new Set<string>();
    for (const { id, asked } of allReadings(hidden)) if ((await ask(asked, officer)).text.includes(secret.words)) seen.add(id);
    expect([...seen].sort()).toEqual(
      expect.arrayContaining([
        'cases.export',
        'cases.get',
        'cases.list',
        'cases.map',
        'cases.similar',
        'measures.records',
        'search.find',
        'today.list',
      ]),
    );
  });

  it('is in no answer by a word of it', async () => {
    for (const { id, asked } of allReadings(hidden)) {
      const { text } = await ask(asked, stranger);
      for (const word of [...ofTheCase, ...ofTheReporter]) expect(text, `${id} ${asked.url}`).not.toContain(word);
    }
  });
});

describe('asked for by its name, it answers to the byte like one that does not exist', () => {
  // Who has seen the same problem joins the case by the id that `cases.publicNearby` gave.
  const known = calls.filter(({ id }) => id !== 'cases.publicJoin');
  it.each(known.map((call) => [call.id, call] as const))('%s', async (_id, { method, path, described }) => {
    const raw = described.requestBody?.content['application/octet-stream'] !== undefined;
    await fc.assert(
      fc.asyncProperty(sentTo(described, marks), async (sent) => {
        const own = typeof sent.body === 'object' && sent.body !== null && 'version' in sent.body ? { ...sent.body, version } : sent.body;
        const url = addressOf(path, sent);
        const text = own === undefined ? undefined : typeof own === 'string' ? own : jsonText(own);
        const whole = `${decodeURIComponent(url)}${text ?? ''}`;
        if (!Object.keys(absent).some((mark) => whole.includes(mark))) return;
        const asked = (names: Names): Asked => ({
          method,
          url: put(url, names),
          body: text === undefined ? undefined : put(text, names),
          type: raw ? 'application/octet-stream' : 'application/json',
        });
        for (const who of [stranger, null]) {
          const [of, none] = [await ask(asked(hidden), who), await ask(asked(absent), who)];
          expect([of.status, of.type, bare(of.text, hidden)]).toEqual([none.status, none.type, bare(none.text, absent)]);
        }
      }),
      { numRuns: runs, seed },
    );
  });

  it('also for who says that they have seen it too', async () => {
    const as = { as: { personId: stranger } };
    expect((await app.call(publicJoin, { caseId: hidden['@case'] }, as)).status).toBe(200);
    expect((await app.call(getCase, { caseId: hidden['@case'] }, as)).status).toBe(404);
    expect((await ask({ method: 'GET', url: `/api/v1/files/${hidden['@file']}` }, stranger)).status).toBe(404);
  });

  it('and nothing was done to it', async () => {
    const [row] = await app.as('system', ({ tx }) =>
      tx.rows(sql<{ version: number }>`select version from cases where id = ${hidden['@case']}`),
    );
    expect(row?.version).toBe(version);
  });
});

describe('who reported', () => {
  /** They ring the reporter up; everybody else works on the case without. */
  const callers: readonly Part[] = ['staff', 'hotline'];
  const others: readonly Part[] = ['office', 'liaison', 'inspector', 'community', 'street', 'supervisor', 'commander', 'media', 'admin'];

  it.each(others)('is told to no %s by any reading operation', async (part) => {
    for (const { id, asked } of allReadings(hidden)) {
      const { text } = await ask(asked, world.people[part]);
      for (const word of ofTheReporter) expect(text, `${id} ${asked.url}`).not.toContain(word);
    }
  });

  it.each(callers)('is told to %s only when asked for with a reason, and that stands in the journal', async (part) => {
    const personId = world.people[part];
    for (const { id, asked } of allReadings(hidden)) {
      const { text } = await ask(asked, personId);
      for (const word of ofTheReporter) expect(text, `${id} ${asked.url}`).not.toContain(word);
    }
    const answer = await app.call(readReporter, { caseId: hidden['@case'], why: '回访' }, { as: { personId } });
    expect(answer.body).toMatchObject({ name: secret.name, phone: secret.phone });
    const facts = await app.as('system', ({ tx }) => journalOf(tx, { kind: 'case', id: hidden['@case'] }));
    expect(facts.filter((fact) => fact.actor.personId === personId).map(({ type }) => type)).toContain('case.reporterRead');
  });
});
