import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { getCase, releaseCase, withdrawCase } from '../cases/api.ts';
import { aPerson } from '../city/fixtures.ts';
import { reportedOn, startOpen311, type OpenRequest, type Open311Stage } from '../testing/open311.ts';
import { aPicture } from '../platform/files/fixtures.ts';

/** The conformance list, lines L and R: what others may read. */

let stage: Open311Stage;
beforeAll(async () => {
  stage = await startOpen311();
});
afterAll(() => stage.close());

const list = (query = '') => stage.json<OpenRequest[]>(`requests.json${query}`);
const idsOf = (requests: readonly OpenRequest[]) => requests.map((request) => request.service_request_id);

describe('the list', () => {
  let old: string;
  let open: string;
  let closed: string;
  let light: string;
  let hidden: string;
  beforeAll(async () => {
    old = await reportedOn(stage, '08-01');
    open = await reportedOn(stage, '11-01');
    closed = await reportedOn(stage, '11-02', { closed: true });
    light = await reportedOn(stage, '11-03', { category: 'e0102' });
    hidden = await reportedOn(stage, '11-04', { hidden: true });
  });

  it('L1 goes back 90 days and holds at most 1,000', async () => {
    const found = await list();
    expect(idsOf(found)).toEqual([light, closed, open]);
    expect((await stage.get('requests.json?page_size=1001')).statusCode).toBe(400);
    await stage.app.as('system', async (ctx) => {
      const columns = await ctx.tx.rows(
        sql<{
          name: string;
        }>`select attname as name from pg_attribute where attrelid = 'cases'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      );
      const copied: Record<string, string> = {
        id: 'gen_random_uuid()',
        number: `'copy-' || n`,
        category: `'e0199'`,
        reported_at: `reported_at - n * interval '1 minute'`,
      };
      const [into, from] = [columns.map(({ name }) => name).join(), columns.map(({ name }) => copied[name] ?? name).join()];
      await ctx.tx.rows(
        sql`insert into cases (${sql.raw(into)}) select ${sql.raw(from)} from cases, generate_series(1, 1100) n where id = ${open}`,
      );
    });
    expect(await list('?service_code=e0199')).toHaveLength(1000);
    expect(await list('?service_code=e0199&page=2')).toHaveLength(100);
    await stage.app.as('system', (ctx) => ctx.tx.rows(sql`delete from cases where category = 'e0199'`));
  });
  it('L2 by status', async () => {
    expect(idsOf(await list('?status=open'))).toEqual([light, open]);
    expect(idsOf(await list('?status=closed'))).toEqual([closed]);
    expect(idsOf(await list('?status=open,closed'))).toEqual([light, closed, open]);
    expect(idsOf(await list('?status='))).toEqual([light, closed, open]);
  });
  it('L3 by service_code', async () => {
    expect(idsOf(await list('?service_code=e0102'))).toEqual([light]);
    expect(idsOf(await list('?service_code=e0102,e0101'))).toEqual([light, closed, open]);
    expect(await list('?service_code=e9999')).toEqual([]);
  });
  it('L4 by ids, which override everything else', async () => {
    expect(idsOf(await list(`?service_request_id=${old},${closed}&status=open&start_date=wrong&service_code=e9999`))).toEqual([
      closed,
      old,
    ]);
    expect(idsOf(await list(`?service_request_id=${old}&service_request_id=${open}`))).toEqual([open, old]);
  });
  it('L5 of more than 90 days is refused; with one date it is 90 days', async () => {
    const span = await stage.get('requests.json?start_date=2026-07-01T00:00:00Z&end_date=2026-11-01T00:00:00Z');
    expect([span.statusCode, span.json()]).toEqual([400, [{ code: 400, description: 'start_date 和 end_date 相隔不能超过 90 天。' }]]);
    expect(idsOf(await list('?start_date=2026-08-01T00:00:00Z&end_date=2026-10-30T00:00:00Z'))).toEqual([old]);
    expect(idsOf(await list('?start_date=2026-07-20T00:00:00Z'))).toEqual([old]);
    expect(idsOf(await list('?end_date=2026-08-10T00:00:00Z'))).toEqual([old]);
  });
  it('L6 refuses what is no date', async () => {
    for (const date of ['yesterday', '2026-13-01T00:00:00Z', '2026-02-30T00:00:00Z', "'; drop table cases; --"]) {
      expect((await stage.get(`requests.json?start_date=${encodeURIComponent(date)}`)).statusCode, date).toBe(400);
    }
  });
  it('L7 refuses a date without time zone', async () => {
    for (const date of ['2026-11-01', '2026-11-01T00:00:00'])
      expect((await stage.get(`requests.xml?end_date=${date}`)).statusCode, date).toBe(400);
  });
  it('L8 refuses an end before the start', async () => {
    expect((await stage.get('requests.json?start_date=2026-11-03T00:00:00Z&end_date=2026-11-02T00:00:00Z')).statusCode).toBe(400);
  });
  it('L9 includes both ends, in any time zone', async () => {
    const [from, to] = ['2026-11-01T10:00:00%2B08:00', '2026-11-02T02:00:00Z'];
    expect(idsOf(await list(`?start_date=${from}&end_date=${to}`))).toEqual([closed, open]);
    expect(idsOf(await list('?start_date=2026-11-01T10:00:01%2B08:00&end_date=2026-11-02T01:59:59Z'))).toEqual([]);
    expect(idsOf(await list(`?start_date=2026-11-01T10:00:00+08:00&end_date=${to}`))).toEqual([closed, open]);
  });
  it('L10 says the same in both formats', async () => {
    await stage.both('requests');
    await stage.both('requests?extensions=true');
  });
  it('L11 gives every date with its offset', async () => {
    for (const request of await list()) {
      for (const date of [request.requested_datetime, request.updated_datetime, request.expected_datetime])
        expect(date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
    }
  });
  it('L12 gives positions as numbers, as they came', async () => {
    for (const request of await list()) expect([request.lat, request.long]).toEqual([37.005, 107.605]);
  });
  it('L13 shows nothing that is not released', async () => {
    const [row] = await stage.app.as('system', (ctx) =>
      ctx.tx.rows(sql<{ number: string }>`select number from cases where id = ${hidden}`),
    );
    for (const query of [
      '',
      '?extensions=true',
      `?service_request_id=${hidden}`,
      `?service_request_id=${row?.number}`,
      `?api_key=${stage.readKey}`,
    ]) {
      expect((await stage.get(`requests.json${query}`)).body, query).not.toContain(hidden);
    }
  });
  it('L14 is an empty list where there is nothing', async () => {
    const query = 'start_date=2020-01-01T00:00:00Z&end_date=2020-02-01T00:00:00Z';
    expect((await stage.get(`requests.json?${query}`)).body).toBe('[]');
    expect((await stage.get(`requests.xml?${query}`)).body).toContain('<service_requests/>');
    expect((await stage.get(`requests.xml?${query}`)).statusCode).toBe(200);
  });
  it('L15 comes in a stable order, in pages that fit together', async () => {
    const whole = idsOf(await list());
    const pages = await Promise.all([1, 2, 3].map((page) => list(`?page=${page}&page_size=1`)));
    expect(pages.flatMap(idsOf)).toEqual(whole);
    expect(await list('?page=4&page_size=1')).toEqual([]);
    expect(idsOf(await list('?page=2&page_size=2'))).toEqual(whole.slice(2));
  });
  it('L16 refuses an unknown status', async () => {
    const response = await stage.get('requests.json?status=open,pending');
    expect([response.statusCode, response.json()]).toEqual([
      400,
      [{ code: 400, description: 'status 只有 open 和 closed，没有“pending”。' }],
    ]);
  });
});

describe('one request', () => {
  const read = async (id: string, query = '') =>
    (await stage.json<(OpenRequest & Record<string, unknown>)[]>(`requests/${id}.json${query}`))[0];

  it('R1 is a list of one', async () => {
    const id = await reportedOn(stage, '11-10', { place: '三号楼东侧' });
    expect(await stage.both(`requests/${id}`)).toEqual([
      {
        service_request_id: id,
        status: 'open',
        status_notes: '待受理',
        service_name: '暴露垃圾',
        service_code: 'e0101',
        description: '垃圾没人清',
        agency_responsible: null,
        service_notice: null,
        requested_datetime: '2026-11-10T10:00:00+08:00',
        updated_datetime: '2026-11-10T10:00:00+08:00',
        expected_datetime: '2026-11-17T18:00:00+08:00',
        address: '塔湾区枣林街道河滨社区农机局家属院 三号楼东侧',
        address_id: stage.city.compound.code,
        zipcode: null,
        lat: 37.005,
        long: 107.605,
        media_url: null,
      },
    ]);
  });
  it('R2 answers 404 for what does not exist', async () => {
    for (const id of ['019aaaaa-0000-7000-8000-000000000000', '1', '', ',', ' ', 'x'.repeat(150), '2611-99999', "1'--"]) {
      const response = await stage.get(`requests/${encodeURIComponent(id)}.json`);
      expect([response.statusCode, response.json()], id).toEqual([404, [{ code: 404, description: '没有这个 service_request_id。' }]]);
    }
  });
  it('R3 answers the same for what is hidden, and for what was taken back', async () => {
    const nothing = await stage.get('requests/019aaaaa-0000-7000-8000-000000000000.json');
    const hidden = await reportedOn(stage, '11-11', { hidden: true });
    expect((await stage.get(`requests/${hidden}.json`)).body).toBe(nothing.body);
    const sent =
      (await stage.post('requests.json', { service_code: 'e0101', lat: '37.005', long: '107.605' })).json<OpenRequest[]>()[0]
        ?.service_request_id ?? '';
    expect((await stage.get(`requests/${sent}.json`)).statusCode).toBe(200);
    await stage.release(sent);
    await stage.withdraw(sent);
    const takenBack = await stage.get(`requests/${sent}.json`);
    expect([takenBack.statusCode, takenBack.body]).toEqual([404, nothing.body]);
  });
  it('R4 was last updated when it was closed, whatever came later', async () => {
    const id = await reportedOn(stage, '11-12', { closed: true });
    await stage.step(id, { act: 'rate', set: { solved: true, ratedAt: stage.app.clock.now() } });
    expect(await read(id)).toMatchObject({ status: 'closed', updated_datetime: '2026-11-12T10:00:00+08:00' });
  });
  it('R5 says how it was closed', async () => {
    expect(await read(await reportedOn(stage, '11-13', { closed: true }))).toMatchObject({
      status_notes: '已解决，核查属实：现场看过，干净了',
      agency_responsible: '城市管理局',
    });
    const declined = await reportedOn(stage, '11-13');
    await stage.step(declined, { act: 'decline', to: 'declined', set: { declineReason: 'outsideCity' } });
    expect(await read(declined)).toMatchObject({ status: 'closed', status_notes: '不予受理：地点不在本市范围内' });
  });
  it('R6 is expected by the limit of the whole case', async () => {
    const id = await reportedOn(stage, '11-14');
    const [row] = await stage.app.as('system', async (ctx) =>
      ctx.tx.rows(sql<{ due: Date }>`select total_due_at as due from cases where id = ${id}`),
    );
    expect(new Date((await read(id))?.expected_datetime ?? '')).toEqual(row?.due);
  });
  it('is found by its number too, once it is released', async () => {
    const id = await reportedOn(stage, '11-15');
    const [found] = await stage.json<{ extended_attributes: { number: string } }[]>(`requests/${id}.json?extensions=true`);
    expect((await read(found?.extended_attributes.number ?? ''))?.service_request_id).toBe(id);
  });
  it('shows title and pictures that the office released, and takes back what it withdrew', async () => {
    const person = await stage.app.as('system', async (ctx) => aPerson(ctx.tx, { role: 'officeStaff', unitId: stage.city.office.id }));
    const form = {
      service_request_id: '',
      service_code: 'e0101',
      lat: '37.005',
      long: '107.605',
      description: '王大妈家门口有垃圾',
      phone: '13912345678',
    };
    const sent = await stage.postFiles('requests.json', form, [{ field: 'media', name: '1.jpg', bytes: await aPicture({ seed: 9 }) }]);
    const caseId = sent.json<OpenRequest[]>()[0]?.service_request_id ?? '';
    const opened = await stage.app.call(getCase, { caseId }, { as: { personId: person.id } });
    expect(opened.body).toMatchObject({ channel: 'open311', words: '王大妈家门口有垃圾', reporter: { known: true } });
    const photos = opened.body.photos.map((photo) => ({ photoId: photo.id }));
    const released = await stage.app.call(releaseCase, { caseId, version: opened.body.version, photos }, { as: { personId: person.id } });
    expect(released.status).toBe(200);
    const [found] = await stage.json<{ description: string; media_url: string }[]>(`requests/${caseId}.json`);
    expect(found?.description).toBe('暴露垃圾，农机局家属院');
    const address = new URL(found?.media_url ?? '');
    const picture = await stage.app.inject({ url: address.pathname + address.search });
    expect([address.origin, picture.statusCode, picture.headers['content-type']]).toEqual(['http://city.test', 200, 'image/jpeg']);
    expect(idsOf(await list())).toContain(caseId);
    await stage.app.call(withdrawCase, { caseId, version: released.body.version, note: '有人名' }, { as: { personId: person.id } });
    expect((await stage.get(`requests/${caseId}.json`)).statusCode).toBe(404);
    expect((await stage.app.inject({ url: address.pathname + address.search })).statusCode).toBe(404);
  });
  it('keeps to itself what office and reporter ask each other', async () => {
    const id =
      (await stage.post('requests.json', { service_code: 'e0101', lat: '37.005', long: '107.605', description: '垃圾' })).json<
        OpenRequest[]
      >()[0]?.service_request_id ?? '';
    await stage.step(id, { act: 'ask', words: '王大妈家是几号?', public: true, set: { questionOpen: true } });
    const day = 'start_date=2026-11-23T00:00:00Z&end_date=2026-11-24T00:00:00Z';
    expect((await stage.get(`servicerequestupdates.json?${day}&api_key=${stage.key}`)).body).toContain('王大妈家是几号');
    await stage.release(id);
    for (const path of [`requests/${id}.json?extensions=true`, `servicerequestupdates.json?${day}`]) {
      const { body } = await stage.get(path);
      expect([body.includes(id), body.includes('王大妈')]).toEqual([true, false]);
    }
  });
});
