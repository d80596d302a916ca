import { Writable } from 'node:stream';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPicture } from '../platform/files/fixtures.ts';
import { id as idShape } from '../kernel/ids.ts';
import { startOpen311, type Open311Stage } from '../testing/open311.ts';
import { readXml, sparkOfXml } from './fixtures.ts';

/** The conformance list, lines P and T: what is sent, and what becomes of it. */

let stage: Open311Stage;
let database: pg.Client;
beforeAll(async () => {
  stage = await startOpen311();
  database = new pg.Client(stage.app.connection);
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await stage.close();
});

interface Sent {
  readonly service_request_id?: string;
  readonly token?: string;
  readonly service_notice: string | null;
  readonly account_id: string | null;
}
type Errors = { readonly code: number; readonly description: string }[];

const here = { lat: '37.005', long: '107.605' };
const litter = { service_code: 'e0101', ...here, description: '楼下一堆垃圾' };
const send = (form: Record<string, string | string[]>, posting?: Parameters<Open311Stage['post']>[2]) =>
  stage.post('requests.json', form, posting);
async function accepted(form: Record<string, string | string[]>): Promise<Sent> {
  const response = await send(form);
  expect(response.statusCode, response.body).toBe(200);
  const [sent] = response.json<Sent[]>();
  return sent ?? { service_notice: null, account_id: null };
}
async function refused(
  form: Record<string, string | string[]>,
  posting?: Parameters<Open311Stage['post']>[2],
): Promise<[number, string[]]> {
  const response = await send(form, posting);
  return [response.statusCode, response.json<Errors>().map((error) => error.description)];
}
const caseOf = async (sent: Sent) =>
  (await database.query('select * from cases where id = $1', [sent.service_request_id])).rows[0] as Record<string, unknown>;

describe('a report', () => {
  it('P1 with a position is enough', async () => {
    const sent = await accepted({ service_code: 'e0101', ...here });
    expect(await caseOf(sent)).toMatchObject({
      channel: 'open311',
      state: 'reported',
      lat: 37.005,
      lng: 107.605,
      words: '',
      title: '暴露垃圾',
      compound_id: stage.city.compound.id,
    });
  });
  it('P2 with an address in words is enough', async () => {
    expect(await caseOf(await accepted({ service_code: 'e0101', address_string: '人民路 18 号东侧' }))).toMatchObject({
      place: '人民路 18 号东侧',
      lat: null,
      lng: null,
      area_id: null,
    });
  });
  it('P3 with an address id is enough; one that is no area of ours is refused', async () => {
    const { compound } = stage.city;
    expect(await caseOf(await accepted({ service_code: 'e0101', address_id: compound.code }))).toMatchObject({
      area_id: compound.id,
      place: compound.name,
    });
    const unknown = [400, ['没有编号为“4711”的片区（address_id）。请改用 lat 和 long，或 address_string。']];
    expect(await refused({ service_code: 'e0101', address_id: '4711' })).toEqual(unknown);
    expect(await refused({ ...litter, address_id: '4711' })).toEqual(unknown);
  });
  it('characters that nothing keeps and questions that nobody asked are refused by name', async () => {
    expect(await refused({ ...litter, description: 'a\0b', first_name: '半个\0' })).toEqual([
      400,
      ['description', 'first_name'].map((field) => `“${field}”里有存不下的字符（坏掉的表情符号或控制字符），请删掉再试。`),
    ]);
    expect(await refused({ ...litter, 'attribute[COLOUR]': 'red' })).toEqual([
      400,
      ['这项服务不问 attribute[COLOUR]。它问什么，见 services/e0101.json。'],
    ]);
  });
  it('P4 with half a position is refused', async () => {
    expect(await refused({ service_code: 'e0101', lat: '37.005' })).toEqual([400, ['lat 和 long 要一起给。']]);
    expect(await refused({ service_code: 'e0101', long: '107.605', lat: '' })).toEqual([400, ['lat 和 long 要一起给。']]);
  });
  it('P5 without a place is refused', async () => {
    expect(await refused({ service_code: 'e0101' })).toEqual([400, ['请给出地点：lat 和 long、address_string 或 address_id。']]);
  });
  it('P6 without service_code is refused', async () => {
    expect(await refused({ ...here })).toEqual([400, ['缺少 service_code。']]);
    expect(await refused({ ...here, service_code: '' })).toEqual([400, ['缺少 service_code。']]);
  });
  it('P7 for a service that does not exist is refused', async () => {
    for (const service_code of ['e9999', 'e01', 'e0199'])
      expect(await refused({ ...here, service_code })).toEqual([404, [`没有 service_code 为“${service_code}”的服务。`]]);
  });
  it('P8 without a key is refused', async () => {
    expect(await refused(litter, { key: null })).toEqual([403, ['要有 api_key 才能提交。密钥向系统管理员申请。']]);
    expect((await send(litter, { key: '' })).statusCode).toBe(403);
  });
  it('P9 with a wrong, reading or revoked key is refused', async () => {
    expect(await refused(litter, { key: 'tck_wrong' })).toEqual([403, ['api_key 不对、已过期或已作废。']]);
    expect(await refused(litter, { key: stage.readKey })).toEqual([403, ['这个 api_key 没有这项权限。']]);
    const { key } = await stage.app.as('system', async (ctx) => {
      const { issueApiKey, revokeApiKey } = await import('../platform/identity/api-keys.ts');
      const issued = await issueApiKey(ctx, { name: '作废的', unitId: null, scopes: ['open311.write'], expires: null });
      await revokeApiKey(ctx, issued.keyId);
      return issued;
    });
    expect((await send(litter, { key })).statusCode).toBe(403);
  });
  it('takes the key from the form, the address or the header', async () => {
    expect((await stage.post(`requests.json?api_key=${stage.key}`, litter, { key: null })).statusCode).toBe(200);
    expect((await send(litter, { key: null, headers: { authorization: `Bearer ${stage.key}` } })).statusCode).toBe(200);
  });
  it('P10 without a required attribute is refused', async () => {
    expect(await refused({ ...litter, service_code: 'e0102' })).toEqual([400, ['请填写“在哪一侧”（attribute[SIDE]）。']]);
  });
  it('P11 with a value outside the list is refused', async () => {
    expect(await refused({ ...litter, service_code: 'e0102', 'attribute[SIDE]': 'middle' })).toEqual([
      400,
      ['“在哪一侧”（attribute[SIDE]）没有“middle”这个选项。'],
    ]);
    expect(await caseOf(await accepted({ ...litter, service_code: 'e0102', 'attribute[SIDE]': 'left' }))).toMatchObject({
      attributes: { SIDE: ['left'] },
    });
  });
  it('P12 with several values, both ways of writing them', async () => {
    for (const name of ['attribute[KIND][]', 'attribute[KIND]']) {
      expect(await caseOf(await accepted({ ...litter, service_code: 'e0103', [name]: ['car', 'bike'] }))).toMatchObject({
        attributes: { KIND: ['car', 'bike'] },
      });
    }
    expect(await caseOf(await accepted({ ...litter, service_code: 'e0103', 'attribute[KIND]': 'truck' }))).toMatchObject({
      attributes: { KIND: ['truck'] },
    });
  });
  it('P13 with 4,000 characters is taken, with 4,001 refused', async () => {
    for (const character of ['圾', '𠮷', 'a']) {
      expect(await caseOf(await accepted({ ...litter, description: character.repeat(4000) }))).toMatchObject({
        words: character.repeat(4000),
      });
      expect(await refused({ ...litter, description: character.repeat(4001) })).toEqual([
        400,
        ['“description”有 4001 个字符，上限是 4000。'],
      ]);
    }
    const longest = { description: '𠮷'.repeat(4000), 'attribute[KIND]': 'car', 'attribute[MORE]': '𠮷'.repeat(2000) };
    await accepted({ ...litter, ...longest, service_code: 'e0103' });
  });
  it('P14 with markup never comes back as markup', async () => {
    const description = '<script>alert(1)</script><b>脏</b> & ]]>';
    const { service_request_id: id } = await accepted({ ...litter, description });
    const [json, xml] = [await stage.get(`requests/${id}.json`), await stage.get(`requests/${id}.xml`)];
    expect(json.json<{ description: string }[]>()[0]?.description).toBe(description);
    expect([json.headers['content-type'], json.headers['x-content-type-options']]).toEqual(['application/json; charset=utf-8', 'nosniff']);
    expect(xml.body).not.toMatch(/<script|<b>/);
    expect(sparkOfXml(xml.body)).toMatchObject([{ description }]);
    expect(await refused({ ...litter, service_code: '<img src=x>' })).toEqual([404, ['没有 service_code 为“<img src=x>”的服务。']]);
    const error = await stage.post('requests.xml', { ...litter, service_code: '<img src=x>' });
    expect(error.body).not.toContain('<img');
  });
  it('P15 is answered with an id or a token, never both', async () => {
    expect(Object.keys(await accepted(litter))).toEqual(['service_request_id', 'service_notice', 'account_id']);
    const later = await send(litter, { headers: { prefer: 'respond-async' } });
    expect(Object.keys(later.json<object[]>()[0] ?? {})).toEqual(['token', 'service_notice', 'account_id']);
    expect(later.headers['preference-applied']).toBe('respond-async');
  });
  it('P16 can be read at once', async () => {
    const { service_request_id: id, service_notice: notice } = await accepted(litter);
    expect(idShape.safeParse(id).success).toBe(true);
    expect(await stage.json(`requests/${id}.json`)).toMatchObject([
      { service_request_id: id, status: 'open', description: '楼下一堆垃圾', lat: 37.005, long: 107.605 },
    ]);
    expect(notice).toMatch(
      /^受理编号 2611-\d{5}，查询码 \d\d \d\d \d\d。2026-11-23 11:20 前受理，2026-11-\d\d 18:00 前办结。进度查询：http:\/\/city\.test\//,
    );
  });
  it('what is urgent is expected when the danger is gone: six hours, not three days', async () => {
    await stage.makeUrgent('e0102');
    const { service_request_id: id, service_notice: notice } = await accepted({
      ...litter,
      service_code: 'e0102',
      'attribute[SIDE]': 'left',
    });
    expect(notice).toMatch(/2026-11-23 10:20 前受理，2026-11-23 15:20 前办结。/);
    expect(await stage.json(`requests/${id}.json`)).toMatchObject([{ expected_datetime: '2026-11-23T15:20:00+08:00' }]);
  });
  it('P17 takes jurisdiction_id in the address and in the form', async () => {
    expect((await stage.post('requests.json?jurisdiction_id=619900', litter)).statusCode).toBe(200);
    expect((await send({ ...litter, jurisdiction_id: '619900' })).statusCode).toBe(200);
  });
  it('P18 takes pictures, and leaves other files out', async () => {
    const files = [
      { field: 'media', name: '1.jpg', bytes: await aPicture({ seed: 1, exif: true }) },
      { field: 'media', name: '2.jpg', bytes: await aPicture({ seed: 2 }) },
      { field: 'upload', name: '3.jpg', bytes: await aPicture({ seed: 3 }) },
      { field: 'log', name: 'log.txt', bytes: Buffer.from('no picture') },
    ];
    const response = await stage.postFiles(
      'requests.json',
      { ...litter, service_code: 'e0103', 'attribute[KIND][]': ['car', 'bike'] },
      files,
    );
    expect(response.statusCode, response.body).toBe(200);
    const [sent] = response.json<Sent[]>();
    const { rows } = await database.query(
      'select p.stage, p.lng, f.media_type from case_photos p join files f on f.id = p.file_id where p.case_id = $1 order by f.id',
      [sent?.service_request_id],
    );
    expect(rows).toMatchObject([{ stage: 'before', media_type: 'image/jpeg', lng: 108.95 }, { stage: 'before' }, { stage: 'before' }]);
    expect(await stage.json(`requests/${sent?.service_request_id}.json`)).toMatchObject([{ media_url: null }]);
    const lies = await stage.postFiles('requests.json', litter, [{ field: 'media', name: '1.jpg', bytes: Buffer.from('no picture') }]);
    expect([lies.statusCode, lies.json<Errors>()[0]?.code]).toEqual([400, 400]);
  });
  it('P19 is answered with a list', async () => {
    const xml = await stage.post('requests.xml', litter);
    const root = readXml(xml.body);
    expect([root.name, root.children.map((child) => child.name)]).toEqual(['service_requests', ['request']]);
    expect((await send(litter)).json()).toHaveLength(1);
  });
  it('P20 leaves no trace of the key, neither in answers nor in the database nor in the log', async () => {
    const bodies = [
      await send(litter),
      await send({ ...litter, lat: 'x' }),
      await stage.post(`requests.json?api_key=${stage.key}`, { ...litter, api_key: stage.key }),
      await stage.get(`requests.json?api_key=${stage.key}&status=x`),
    ];
    for (const { body, headers } of bodies) expect(body + JSON.stringify(headers)).not.toContain(stage.key);
    const { rows } = await database.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'jobs')`,
    );
    for (const { name } of rows) {
      const found = await database.query(`select 1 from ${name} as row where row::text like '%' || $1 || '%' limit 1`, [
        stage.key.slice(0, 20),
      ]);
      expect([name, found.rowCount]).toEqual([name, 0]);
    }
    const lines: string[] = [];
    const log = pino(
      { level: 'trace' },
      new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) }),
    );
    const logged = await startOpen311({ logger: log });
    await logged.post(`requests.json?api_key=${logged.key}`, { ...litter, 'attribute[SIDE]': 'x' });
    await logged.post('requests.json', { ...litter, service_code: 'e0102' });
    await logged.close();
    expect(lines.join('')).not.toContain(logged.key);
  });
  it('P21 outside the world or the city is refused', async () => {
    for (const [lat, long] of [
      ['91', '107'],
      ['-90.1', '107'],
      ['37', '180.5'],
      ['abc', '107'],
      ['37,005', '107.605'],
      ['NaN', 'Infinity'],
    ]) {
      expect((await refused({ ...litter, lat: lat ?? '', long: long ?? '' }))[0], lat).toBe(400);
    }
    expect(await refused({ ...litter, lat: '0', long: '0' })).toEqual([400, ['这个地点不在本市范围内。']]);
  });
  it('P22 keeps links to media as text and opens none', async () => {
    const links = ['https://photos.example/1.jpg', 'http://127.0.0.1:9/internal'];
    expect(await caseOf(await accepted({ ...litter, media_url: links }))).toMatchObject({
      words: `楼下一堆垃圾\n媒体链接：${links[0]}\n媒体链接：${links[1]}`,
    });
    expect((await refused({ ...litter, media_url: 'javascript:alert(1)' }))[0]).toBe(400);
    expect((await refused({ ...litter, media_url: Array.from({ length: 10 }, (_, at) => `https://photos.example/${at}.jpg`) }))[0]).toBe(
      400,
    );
  });
  it('P23 tells nobody who sent it', async () => {
    const person = {
      first_name: '小明',
      last_name: '欧阳',
      email: 'ouyang@mail.example',
      phone: '13912345678',
      device_id: 'device-4711',
      account_id: 'account-4711',
    };
    const { service_request_id: id } = await accepted({ ...litter, ...person });
    await stage.release(id ?? '', '楼下垃圾');
    for (const path of [
      `requests/${id}.json?extensions=true`,
      `requests/${id}.xml?extensions=true`,
      'requests.json?extensions=true',
      'servicerequestupdates.json',
    ]) {
      const { body } = await stage.get(path);
      for (const value of ['欧阳', '小明', ...Object.values(person).slice(2)]) expect(body).not.toContain(value);
    }
    const { rows } = await database.query('select name_sealed, phone_sealed, email_sealed from case_reporters where case_id = $1', [id]);
    for (const sealed of Object.values(rows[0] as object)) expect(String(sealed)).not.toMatch(/欧阳|139|ouyang/);
    expect(await refused({ ...litter, email: 'no address', phone: 'x' })).toEqual([400, ['“phone”的格式不对。', '“email”的格式不对。']]);
  });
  it('is made once for an Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'report-0001' };
    const [first, second] = await Promise.all([send(litter, { headers }), send(litter, { headers })]);
    expect(second.json()).toEqual(first.json());
    expect((await send({ ...litter, description: '别的' }, { headers })).statusCode).toBe(400);
    expect((await send(litter, { headers, key: stage.otherKey })).json()).not.toEqual(first.json());
  });
  it('takes no session: what a browser carries says nothing here', async () => {
    const response = await stage.app.inject({
      method: 'POST',
      url: '/open311/v2/requests.json',
      as: { personId: '019aaaaa-0000-7000-8000-00000000ffff' },
    });
    expect(response.statusCode).toBe(403);
  });
});

describe('a token', () => {
  const sendLater = async (form: Record<string, string>) =>
    (await send(form, { headers: { prefer: 'respond-async' } })).json<Sent[]>()[0]?.token ?? '';

  it('T1 leads to the id once the case is made, with the clocks of its sending', async () => {
    const token = await sendLater({ ...litter, phone: '13912345678' });
    const sentAt = stage.app.clock.now();
    stage.app.clock.forward(3_600_000);
    await stage.app.drain();
    const [made] = await stage.json<{ service_request_id: string }[]>(`tokens/${token}.json`);
    const id = made?.service_request_id ?? '';
    expect(await stage.both(`tokens/${token}`)).toEqual([{ service_request_id: id, token }]);
    expect(await caseOf({ service_request_id: id, service_notice: null, account_id: null })).toMatchObject({
      reported_at: sentAt,
      words: '楼下一堆垃圾',
      reporter_known: true,
    });
  });
  it('T2 that nobody gave answers 404', async () => {
    for (const token of ['019aaaaa-0000-7000-8000-000000000000', 'x', '1']) {
      const response = await stage.get(`tokens/${token}.json`);
      expect([response.statusCode, response.json()]).toEqual([404, [{ code: 404, description: '没有这个 token。' }]]);
    }
  });
  it('T3 that waits answers without an id; what was sent is sealed meanwhile', async () => {
    const token = await sendLater({ ...litter, phone: '13912345678' });
    expect(await stage.both(`tokens/${token}`)).toEqual([{ service_request_id: null, token }]);
    const { rows } = await database.query<{ waiting: string }>('select waiting from open311_reports where id = $1', [token]);
    expect(rows[0]?.waiting).not.toMatch(/139|垃圾/);
  });
  it('is not given for what would be refused', async () => {
    const response = await send({ ...litter, lat: '0', long: '0' }, { headers: { prefer: 'respond-async' } });
    expect(response.statusCode).toBe(400);
  });
});
