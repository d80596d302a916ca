import { expect } from 'vitest';
import { applyStep, type Step } from '../cases/service/apply.ts';
import { putReasons } from '../cases/service/presets.ts';
import { createCase, type ReportInput } from '../cases/service/report.ts';
import { makePolicy } from '../cases/service/settings.ts';
import { defaultLimits, defaultSettings } from '../cases/rules/defaults.ts';
import type { AttributeDefinition } from '../cases/schema/settings.ts';
import { touchCasework } from '../cases/store/casework.ts';
import { lockCase } from '../cases/store/rows.ts';
import { json, type CaseTables } from '../cases/store/tables.ts';
import { aCity } from '../city/fixtures.ts';
import type { Id } from '../kernel/ids.ts';
import type { WriteContext } from '../platform/context.ts';
import type { Tx } from '../platform/db/read.ts';
import { issueApiKey } from '../platform/identity/api-keys.ts';
import type { ApiScope } from '../platform/identity/schema.ts';
import { sparkOfXml, untyped } from '../open311/fixtures.ts';
import type { Spark } from '../open311/rules/xml.ts';
import { startTestApp, type TestApp, type TestAppOptions } from './app.ts';

/** A small city with services, keys and cases in every condition, asked through the standard's addresses. */

type Form = Readonly<Record<string, string | readonly string[]>>;
interface Posting {
  /** Null = none; without it the key that may send. */
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
}
export interface FilePart {
  readonly field: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

const text = (zh: string, en = zh) => ({ zh, en });
const attribute = (
  code: string,
  zh: string,
  type: AttributeDefinition['type'],
  more: Partial<AttributeDefinition> = {},
): AttributeDefinition => ({
  code,
  name: text(zh, code),
  type,
  required: false,
  values: [],
  ...more,
});
const values = (...names: [string, string][]) => names.map(([key, zh]) => ({ key, name: text(zh, key) }));

/** `e0101` asks nothing; `e0102` one thing; `e0103` a thing of every type. */
const services = [
  { code: 'e01', classCode: null, name: text('市容环境', 'Cleanliness'), attributes: [] },
  { code: 'e0101', classCode: 'e01', name: text('暴露垃圾', 'Litter'), attributes: [] },
  {
    code: 'e0102',
    classCode: 'e01',
    name: text('路灯不亮', 'Street light'),
    attributes: [attribute('SIDE', '在哪一侧', 'singlevaluelist', { required: true, values: values(['left', '左'], ['right', '右']) })],
  },
  {
    code: 'e0103',
    classCode: 'e01',
    name: text('车辆乱停放', 'Parking'),
    attributes: [
      attribute('KIND', '什么车', 'multivaluelist', {
        required: true,
        values: values(['car', '汽车'], ['bike', '自行车'], ['truck', '货车']),
      }),
      attribute('COUNT', '几辆', 'number'),
      attribute('SINCE', '什么时候起', 'datetime'),
      attribute('PLATE', '车牌', 'string'),
      attribute('MORE', '还有什么', 'text'),
    ],
  },
  { code: 'e0199', classCode: 'e01', name: text('已停用', 'Retired'), attributes: [], active: false },
];

async function addServices(tx: Tx): Promise<void> {
  const rows = services.map(({ active = true, ...service }) => ({
    cityId: tx.cityId,
    code: service.code,
    classCode: service.classCode,
    name: json(service.name),
    kind: 'event' as const,
    description: json(text(`${service.name.zh}，随手拍下来`, `${service.name.en}, take a picture`)),
    standard: json(text('现场已处理', 'Settled on the spot')),
    keywords: [service.name.zh, service.name.en],
    publicOrder: null,
    tile: json(null),
    urgent: false,
    photosNeeded: 0,
    nearPublic: 250,
    nearStaff: 1000,
    attributes: json<readonly unknown[]>(service.attributes),
    provisional: true,
    source: '',
    active,
  }));
  await tx.writing<CaseTables>().insertInto('caseCategories').values(rows).execute();
  await tx
    .writing<CaseTables>()
    .insertInto('calendarYears')
    .values({ cityId: tx.cityId, year: 2026, official: true, source: '' })
    .execute();
  await touchCasework(tx, defaultSettings);
}

export type Open311Stage = Awaited<ReturnType<typeof startOpen311>>;

/** A request as the standard shows it. */
export interface OpenRequest {
  readonly service_request_id: string;
  readonly status: string;
  readonly status_notes: string;
  readonly service_code: string;
  readonly requested_datetime: string;
  readonly updated_datetime: string;
  readonly expected_datetime: string;
  readonly lat: number | null;
  readonly long: number | null;
}

export async function startOpen311(options: Pick<TestAppOptions, 'rateLimits' | 'logger'> = {}) {
  const app = await startTestApp(options);
  const { city, key, readKey, otherKey } = await app.as('system', async (ctx) => {
    const made = await aCity(ctx.tx, { name: '测试市' });
    await putReasons(ctx);
    await addServices(ctx.tx);
    const issue = async (name: string, scopes: ApiScope[]) => (await issueApiKey(ctx, { name, unitId: null, scopes, expires: null })).key;
    return {
      city: made,
      key: await issue('邻里报修', ['open311.read', 'open311.write']),
      readKey: await issue('看板', ['open311.read']),
      otherKey: await issue('别家', ['open311.read', 'open311.write']),
    };
  });
  return {
    ...asking(app),
    ...arranging(app),
    app,
    city,
    key,
    readKey,
    otherKey,
    post: poster(app, key),
    postFiles: filePoster(app, key),
    close: () => app.close(),
  };
}

function asking(app: TestApp) {
  const get = (path: string, headers: Record<string, string> = {}) => app.inject({ url: `/open311/v2/${path}`, headers });
  return {
    get,
    /** The JSON of an address, which must answer 200. */
    json: async <T = Record<string, Spark>[]>(path: string): Promise<T> => {
      const response = await get(path);
      expect(response.statusCode, response.body).toBe(200);
      return response.json<T>();
    },
    /** Both formats of an address, after checking that they say the same. */
    both: async (path: string): Promise<Spark> => {
      const [xml, asJson] = [await get(path.replace(/(\?|$)/, '.xml$1')), await get(path.replace(/(\?|$)/, '.json$1'))];
      expect([xml.statusCode, xml.headers['content-type']], xml.body).toEqual([200, 'text/xml; charset=utf-8']);
      expect([asJson.statusCode, asJson.headers['content-type']], asJson.body).toEqual([200, 'application/json; charset=utf-8']);
      expect(sparkOfXml(xml.body)).toEqual(untyped(asJson.json()));
      return asJson.json<Spark>();
    },
  };
}

const encodedForm = (form: Form): string => {
  const encoded = new URLSearchParams();
  for (const [name, value] of Object.entries(form))
    for (const one of typeof value === 'string' ? [value] : value) encoded.append(name, one);
  return encoded.toString();
};

const poster =
  (app: TestApp, own: string) =>
  (path: string, form: Form, { key = own, headers = {} }: Posting = {}) =>
    app.inject({
      method: 'POST',
      url: `/open311/v2/${path}`,
      payload: encodedForm(key === null ? form : { ...form, api_key: key }),
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers },
    });

const filePoster = (app: TestApp, own: string) => (path: string, form: Form, files: readonly FilePart[]) => {
  const boundary = 'a-boundary-of-the-tests';
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries({ ...form, api_key: own })) {
    for (const one of typeof value === 'string' ? [value] : value)
      parts.push(Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${one}\r\n`));
  }
  for (const file of files) {
    parts.push(
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="${file.field}"; filename="${file.name}"\r\ncontent-type: image/jpeg\r\n\r\n`,
      ),
      file.bytes as Buffer,
      Buffer.from('\r\n'),
    );
  }
  const payload = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  return app.inject({
    method: 'POST',
    url: `/open311/v2/${path}`,
    payload,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
};

/** Moves cases along without the people who would: the edge is tested here, not the casework. */
function arranging(app: TestApp) {
  const step = (caseId: Id, ...steps: Step[]) =>
    app.as('system', async (ctx: WriteContext) => {
      for (const one of steps) {
        const row = await lockCase(ctx.tx, caseId);
        if (row) await applyStep(ctx, row, one);
      }
    });
  return {
    step,
    report: (input: Partial<ReportInput> = {}) =>
      app.as(
        'system',
        async (ctx) =>
          (await createCase(ctx, { channel: 'publicWeb', category: 'e0101', words: '有一堆垃圾', lng: 107.605, lat: 37.005, ...input }))
            .row,
      ),
    release: (caseId: Id, title = '垃圾没人清') =>
      step(caseId, { act: 'release', set: { releasedAt: app.clock.now(), publicTitle: title } }),
    makeUrgent: (category: string) => {
      const hours = (amount: number) => ({ amount, unit: 'urgentHours' as const });
      const limits = { acceptance: hours(1), dispatch: hours(1), handling: hours(4) };
      const policy = { note: '', provisional: true, validFrom: '2026-11-23', defaults: defaultLimits, byCategory: { [category]: limits } };
      return app.as('system', (ctx) => makePolicy(ctx, policy));
    },
    withdraw: (caseId: Id) => step(caseId, { act: 'withdraw', set: { releasedAt: null } }),
    closeCase: (caseId: Id, unitId: Id) =>
      step(
        caseId,
        { act: 'file', to: 'filed', public: true },
        { act: 'dispatch', to: 'assigned', public: true, detail: { unitId, unitName: '城市管理局' }, set: { unitId } },
        { act: 'accept', to: 'inProgress', public: true },
        { act: 'handle', to: 'handled', public: true, words: '已清走' },
        {
          act: 'close',
          to: 'closed',
          public: true,
          words: '现场看过，干净了',
          detail: { outcome: 'fixed' },
          set: { outcome: 'fixed', closedAt: app.clock.now() },
        },
      ),
  };
}

/** Reports on a day of 2026, released unless told otherwise. */
export async function reportedOn(
  stage: Open311Stage,
  day: string,
  more: { readonly category?: string; readonly closed?: boolean; readonly hidden?: boolean; readonly place?: string } = {},
): Promise<string> {
  const now = stage.app.clock.now();
  stage.app.clock.set(new Date(`2026-${day}T10:00:00+08:00`));
  const row = await stage.report({
    category: more.category ?? 'e0101',
    ...(more.category === 'e0102' ? { attributes: { SIDE: 'left' } } : {}),
    place: more.place,
  });
  if (more.closed) await stage.closeCase(row.id, stage.city.department.id);
  if (!more.hidden) await stage.release(row.id);
  stage.app.clock.set(now);
  return row.id;
}
