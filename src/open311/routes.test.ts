import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { startOpen311, type Open311Stage } from '../testing/open311.ts';
import { readXml, sparkOfXml } from './fixtures.ts';
import { quotas } from './schema.ts';

/** The conformance list, lines D, S, F and E. */

let stage: Open311Stage;
beforeAll(async () => {
  stage = await startOpen311();
});
afterAll(() => stage.close());

type Row = Record<string, unknown>;

describe('discovery', () => {
  interface Discovery {
    readonly changeset: string;
    readonly contact: string;
    readonly key_service: string;
    readonly endpoints: readonly (Record<string, string> & { readonly formats: readonly string[] })[];
  }
  const discovered = () => stage.json<Discovery>('discovery.json');

  it('D1 answers in both formats', async () => {
    await stage.both('discovery');
    expect((await stage.app.inject({ url: '/open311/discovery.xml' })).body).toBe((await stage.get('discovery.xml')).body);
  });
  it('D2 leaves no required field empty', async () => {
    const { endpoints, ...fields } = await discovered();
    for (const value of [...Object.values(fields), ...endpoints.flatMap((endpoint) => Object.values(endpoint))])
      expect(value.length).toBeGreaterThan(0);
    expect(Object.keys(fields)).toEqual(['changeset', 'contact', 'key_service']);
  });
  it('D3 names changes of the past', async () => {
    const { changeset, endpoints } = await discovered();
    for (const text of [changeset, endpoints[0]?.changeset ?? ''])
      expect(Date.parse(text)).toBeLessThanOrEqual(stage.app.clock.now().getTime());
    const now = stage.app.clock.now();
    stage.app.clock.set(new Date('2025-01-06T09:00:00+08:00'));
    expect((await discovered()).changeset).toBe('2025-01-06T09:00:00+08:00');
    stage.app.clock.set(now);
  });
  it('D4 has one production endpoint, which is reachable', async () => {
    const { endpoints } = await discovered();
    expect(endpoints).toHaveLength(1);
    expect(endpoints[0]).toMatchObject({
      specification: 'http://wiki.open311.org/GeoReport_v2',
      type: 'production',
      url: 'http://city.test/open311/v2/',
    });
    expect((await stage.app.inject({ url: `${new URL(endpoints[0]?.url ?? '').pathname}services.xml` })).statusCode).toBe(200);
  });
  it('D5 offers XML and JSON', async () => {
    expect((await discovered()).endpoints[0]?.formats).toEqual(['text/xml', 'application/json']);
  });
  it('D6 lists formats as an array', async () => {
    expect(Array.isArray((await discovered()).endpoints[0]?.formats)).toBe(true);
    expect((await stage.get('discovery.xml')).body).toContain(
      '<formats><format>text/xml</format><format>application/json</format></formats>',
    );
  });
});

describe('services', () => {
  const listed = () => stage.json<Row[]>('services.json');

  it('S1 is a bare array, in XML services of service', async () => {
    expect(Array.isArray(await listed())).toBe(true);
    const root = readXml((await stage.get('services.xml')).body);
    expect([root.name, ...new Set(root.children.map((child) => child.name))]).toEqual(['services', 'service']);
  });
  it('S2 keeps to types and enumerations', async () => {
    for (const service of await listed()) {
      expect(service).toEqual({
        service_code: expect.any(String),
        service_name: expect.any(String),
        description: expect.any(String),
        metadata: expect.any(Boolean),
        type: expect.stringMatching(/^(realtime|batch|blackbox)$/),
        keywords: expect.any(String),
        group: expect.any(String),
      });
    }
  });
  it('S3 writes metadata as a truth value in JSON and as a word in XML', async () => {
    expect((await listed()).map((service) => service.metadata)).toEqual([false, true, true]);
    expect((await stage.get('services.xml')).body.match(/<metadata>\w+<\/metadata>/g)).toEqual([
      '<metadata>false</metadata>',
      '<metadata>true</metadata>',
      '<metadata>true</metadata>',
    ]);
  });
  it('S4 has codes that are unique and fit into an address', async () => {
    const codes = (await listed()).map((service) => String(service.service_code));
    expect(codes).toEqual(['e0101', 'e0102', 'e0103']);
    for (const code of codes) expect(code).toMatch(/^[A-Za-z0-9_-]+$/);
  });
  it('S5 says metadata exactly where there are attributes', async () => {
    for (const service of await listed()) {
      const { attributes } = await stage.json<{ attributes: Row[] }>(`services/${String(service.service_code)}.json`);
      expect(attributes.length > 0).toBe(service.metadata);
    }
  });
  it('S6 says the same in both formats', () => stage.both('services'));
  it('S7 takes an empty jurisdiction_id as none', async () => {
    expect(await stage.json('services.json?jurisdiction_id=')).toEqual(await listed());
  });
  it('S8 knows no other jurisdiction once there are several cities', async () => {
    expect((await stage.get('services.json?jurisdiction_id=elsewhere')).statusCode).toBe(200);
    await stage.app.as('system', async (ctx) => {
      const other = await import('../city/fixtures.ts');
      await other.aCity(ctx.tx.forCity(2), { name: '另一市', host: 'other.test' });
    });
    const refused = await stage.get('services.json?jurisdiction_id=elsewhere');
    expect([refused.statusCode, refused.json()]).toEqual([
      404,
      [{ code: 404, description: '这里没有 jurisdiction_id 为“elsewhere”的城市。' }],
    ]);
    for (const own of ['619900', 'localhost', '']) expect((await stage.get(`services.json?jurisdiction_id=${own}`)).statusCode).toBe(200);
  });
  it('S9 needs no key', async () => {
    expect((await stage.get('services.xml')).statusCode).toBe(200);
    expect((await stage.get('services.xml', { authorization: `Bearer ${stage.readKey}` })).statusCode).toBe(200);
    expect((await stage.get('services.xml?api_key=wrong')).statusCode).toBe(403);
  });
  it('S10 keeps Chinese names, and has English ones', async () => {
    expect((await stage.get('services.xml')).body).toContain(
      '<service_name>暴露垃圾</service_name><description>暴露垃圾，随手拍下来</description>',
    );
    expect((await stage.get('services.xml', { 'accept-language': 'en' })).body).toContain('<service_name>Litter</service_name>');
  });
});

describe('a service definition', () => {
  const defined = (code: string) => stage.json<{ service_code: string; attributes: Row[] }>(`services/${code}.json`);

  it('F1 is an object whose attributes are an array, of one too', async () => {
    expect(await defined('e0102')).toEqual({
      service_code: 'e0102',
      attributes: [
        {
          variable: true,
          code: 'SIDE',
          datatype: 'singlevaluelist',
          required: true,
          datatype_description: null,
          order: 1,
          description: '在哪一侧',
          values: [
            { key: 'left', name: '左' },
            { key: 'right', name: '右' },
          ],
        },
      ],
    });
    await stage.both('services/e0102');
    await stage.both('services/e0103');
  });
  it('F2 uses the data types of the standard', async () => {
    expect((await defined('e0103')).attributes.map((attribute) => attribute.datatype)).toEqual([
      'multivaluelist',
      'number',
      'datetime',
      'string',
      'text',
    ]);
  });
  it('F3 numbers the attributes from 1', async () => {
    expect((await defined('e0103')).attributes.map((attribute) => attribute.order)).toEqual([1, 2, 3, 4, 5]);
  });
  it('F4 gives lists their values, and only lists', async () => {
    for (const attribute of (await defined('e0103')).attributes)
      expect('values' in attribute).toBe(String(attribute.datatype).endsWith('list'));
  });
  it('F5 answers 404 in the asked format for an unknown code', async () => {
    for (const code of ['e9999', 'e01', 'e0199']) {
      const json = await stage.get(`services/${code}.json`);
      expect([json.statusCode, json.json()]).toEqual([404, [{ code: 404, description: `没有 service_code 为“${code}”的服务。` }]]);
      const xml = await stage.get(`services/${code}.xml`);
      expect([xml.statusCode, sparkOfXml(xml.body)]).toEqual([
        404,
        [{ code: '404', description: `没有 service_code 为“${code}”的服务。` }],
      ]);
    }
  });
  it('F6 is without attributes for a service without metadata', async () => {
    expect(await defined('e0101')).toEqual({ service_code: 'e0101', attributes: [] });
    expect((await stage.get('services/e0101.xml')).body).toContain('<attributes/>');
  });
});

describe('formats and errors', () => {
  it('E1 refuses a format that it does not have', async () => {
    for (const path of [
      'services.yaml',
      'requests.',
      'services',
      'requests',
      'requests/1',
      'services/e0101.xmll',
      'nothing.json',
      '',
      'requests/%00.json',
    ]) {
      const response = await stage.get(path);
      expect([400, 404], path).toContain(response.statusCode);
    }
  });
  it('E2 answers errors as a list in the asked format', async () => {
    const json = await stage.get('requests.json?start_date=yesterday');
    expect([json.statusCode, json.headers['content-type'], json.json()]).toEqual([
      400,
      'application/json; charset=utf-8',
      [{ code: 400, description: expect.stringContaining('start_date') }],
    ]);
    const xml = await stage.get('requests.xml?start_date=yesterday', { 'accept-language': 'en' });
    expect([xml.statusCode, xml.headers['content-type'], readXml(xml.body).name]).toEqual([400, 'text/xml; charset=utf-8', 'errors']);
    expect((await stage.get('nothing.json')).json()).toHaveLength(1);
    expect(readXml((await stage.get('nothing')).body).name).toBe('errors');
  });
  it('E3 refuses methods that an address does not have', async () => {
    for (const [method, path] of [
      ['PUT', 'requests.json'],
      ['DELETE', 'requests/1.json'],
      ['PATCH', 'services.json'],
      ['POST', 'services.json'],
      ['POST', 'discovery.xml'],
    ] as const) {
      const response = await stage.app.inject({ method, url: `/open311/v2/${path}` });
      expect([response.statusCode, response.headers.allow?.toString().includes(method)], path).toEqual([405, false]);
    }
    const json = await stage.app.inject({ method: 'POST', url: '/open311/v2/requests.json', payload: { service_code: 'e0101' } });
    expect([json.statusCode, json.json<Row[]>()[0]?.code]).toEqual([400, 400]);
    const strange = await stage.app.inject({
      method: 'POST',
      url: '/open311/v2/requests.xml',
      payload: '<a/>',
      headers: { 'content-type': 'application/xml' },
    });
    expect([strange.statusCode, readXml(strange.body).name]).toEqual([400, 'errors']);
  });
  it('E4 writes XML that a parser takes, whatever citizens write', async () => {
    const { id } = await stage.report();
    await stage.release(id, `<script>alert(1)</script> ]]> & &amp; "引号" '单' 😀 𠮷 \u0001\u001f\u007f\uFFFE 完`);
    const { body } = await stage.get(`requests/${id}.xml?extensions=true`);
    expect(body).not.toContain('<script');
    await stage.both(`requests/${id}`);
    // The database's own XML parser is another judge than our reader.
    const client = new pg.Client(stage.app.connection);
    await client.connect();
    try {
      const { rows } = await client.query('select xmlparse(document $1) is document as well_formed', [body]);
      expect(rows).toEqual([{ well_formed: true }]);
      await expect(client.query('select xmlparse(document $1)', ['<a>'])).rejects.toThrow();
    } finally {
      await client.end();
    }
  });
  it('E5 declares XML with its encoding', async () => {
    for (const path of [
      'discovery.xml',
      'services.xml',
      'services/e0102.xml',
      'requests.xml',
      'servicerequestupdates.xml',
      'requests/none.xml',
      'tokens/none.xml',
    ]) {
      expect((await stage.get(path)).body.startsWith('<?xml version="1.0" encoding="utf-8"?>\n<'), path).toBe(true);
    }
  });
  it('E6 lets every page read', async () => {
    for (const path of ['services.json', 'requests.xml', 'requests/none.json']) {
      const { headers } = await stage.get(path, { origin: 'https://elsewhere.example' });
      expect([headers['access-control-allow-origin'], headers['cross-origin-resource-policy']]).toEqual(['*', 'cross-origin']);
    }
  });
  it('E8 answers HEAD and OPTIONS', async () => {
    const got = await stage.get('services.json');
    const head = await stage.app.app.http.inject({ method: 'HEAD', url: '/open311/v2/services.json' });
    expect([head.statusCode, head.body, head.headers['content-type'], head.headers['content-length']]).toEqual([
      200,
      '',
      got.headers['content-type'],
      got.headers['content-length'],
    ]);
    const options = await stage.app.app.http.inject({
      method: 'OPTIONS',
      url: '/open311/v2/requests.json',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' },
    });
    expect([options.statusCode, options.headers['access-control-allow-methods'], options.headers['access-control-allow-origin']]).toEqual([
      204,
      'GET, HEAD, POST, OPTIONS',
      '*',
    ]);
  });
});

describe('quotas', () => {
  let limited: Open311Stage;
  beforeAll(async () => {
    limited = await startOpen311({ rateLimits: true });
  });
  afterAll(() => limited.close());

  it('E7 answers 429 with Retry-After once the announced quota is passed', async () => {
    const discovery = await limited.json<{ key_service: string }>('discovery.json');
    expect(discovery.key_service).toContain(`每分钟可读 ${quotas.reads} 次`);
    const paths = ['services.xml', 'services/e0102.json', 'requests/none.json', 'tokens/none.xml'];
    for (let call = 1; call < quotas.reads; call++) expect((await limited.get(paths[call % 4] ?? '')).statusCode).not.toBe(429);
    const refused = await limited.get('services.json');
    expect([refused.statusCode, Number(refused.headers['retry-after']) > 0, refused.json()]).toEqual([
      429,
      true,
      [{ code: 429, description: expect.stringContaining('秒后再试') }],
    ]);
    const inXml = await limited.get('services.xml?api_key=wrong');
    expect([inXml.statusCode, readXml(inXml.body).name]).toEqual([429, 'errors']);
    const withKey = await limited.get('services.json', { authorization: `Bearer ${limited.key}` });
    expect([withKey.statusCode, withKey.headers['x-ratelimit-limit']]).toEqual([200, String(quotas.readsWithKey)]);
  });
});
