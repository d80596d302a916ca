import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { reportedOn, startOpen311, type OpenRequest, type Open311Stage } from '../testing/open311.ts';
import { aPicture } from '../platform/files/fixtures.ts';

/** servicerequestupdates: what others may read of a case's way, and what they may add to it. */

let stage: Open311Stage;
beforeAll(async () => {
  stage = await startOpen311();
});
afterAll(() => stage.close());

describe('updates', () => {
  interface Update {
    readonly update_id: string;
    readonly service_request_id: string;
    readonly status: string;
    readonly updated_datetime: string;
    readonly description: string;
  }
  const updates = (query = '') => stage.json<Update[]>(`servicerequestupdates.json${query}`);
  const sendUpdate = (form: Record<string, string>, key?: string | null) =>
    stage.post('servicerequestupdates.json', form, key === undefined ? {} : { key });
  const report = async () =>
    (await stage.post('requests.json', { service_code: 'e0101', lat: '37.005', long: '107.605', description: '垃圾' })).json<
      OpenRequest[]
    >()[0]?.service_request_id ?? '';

  it('are the public steps of released cases, oldest first', async () => {
    const id = await reportedOn(stage, '11-20', { closed: true });
    const mine = (await updates('?start_date=2026-11-20T00:00:00Z&end_date=2026-11-21T00:00:00Z')).filter(
      (update) => update.service_request_id === id,
    );
    expect(mine.map(({ status, description }) => [status, description])).toEqual([
      ['open', '已收到反映。'],
      ['open', '市创文办已受理立案。'],
      ['open', '市创文办转给城市管理局。'],
      ['open', '系统已接件。'],
      ['open', '系统交回：“已清走”'],
      ['closed', '另派人核查过：已解决，核查属实：“现场看过，干净了”'],
    ]);
    await stage.both('servicerequestupdates');
    const pages = await Promise.all(
      [1, 2].map((page) => updates(`?start_date=2026-11-20T00:00:00Z&end_date=2026-11-21T00:00:00Z&page=${page}&page_size=4`)),
    );
    expect(new Set(pages.flat().map((update) => update.update_id)).size).toBe(6);
  });
  it('take dates as the list does', async () => {
    for (const query of [
      'start_date=2026-11-20',
      'start_date=2026-01-01T00:00:00Z&end_date=2026-11-01T00:00:00Z',
      'end_date=2026-11-01T00:00:00Z&start_date=2026-11-02T00:00:00Z',
    ]) {
      expect((await stage.get(`servicerequestupdates.xml?${query}`)).statusCode, query).toBe(400);
    }
    expect((await stage.get('servicerequestupdates.json?start_date=2020-01-01T00:00:00Z')).body).toBe('[]');
  });
  it('of a report that nobody released go to its sender only', async () => {
    const id = await report();
    await stage.step(id, { act: 'file', to: 'filed', public: true });
    const found = async (key: string | null) =>
      (await updates(key === null ? '' : `?api_key=${key}`)).filter((update) => update.service_request_id === id).length;
    expect([await found(null), await found(stage.otherKey), await found(stage.key)]).toEqual([0, 0, 2]);
  });
  it('are added once for an update_id, however often they are sent', async () => {
    const id = await report();
    const form = {
      service_request_id: id,
      update_id: '4711',
      description: '还在那里',
      updated_datetime: '2026-11-23T09:00:00+08:00',
      status: 'OPEN',
      media_url: 'https://photos.example/1.jpg',
    };
    const [first, second] = await Promise.all([sendUpdate(form), sendUpdate(form)]);
    expect(first.statusCode, first.body).toBe(200);
    expect(second.json()).toEqual(first.json());
    expect((await sendUpdate({ ...form, description: '第三次' })).json()).toEqual(first.json());
    const events = await stage.app.as('system', async (ctx) =>
      ctx.tx.rows(sql`select id, act, words, public from case_events where case_id = ${id} and act = 'note'`),
    );
    expect(events).toEqual([
      { id: first.json<Update[]>()[0]?.update_id, act: 'note', words: '还在那里\n媒体链接：https://photos.example/1.jpg', public: false },
    ]);
    const other = await report();
    expect((await sendUpdate({ ...form, service_request_id: other })).statusCode).toBe(400);
    expect((await sendUpdate({ ...form, service_request_id: other }, stage.otherKey)).json()).not.toEqual(first.json());
  });
  it('answer a question that waits', async () => {
    const id = await report();
    await stage.step(id, { act: 'ask', words: '在几号楼?', public: true, set: { questionOpen: true } });
    expect((await sendUpdate({ service_request_id: id, update_id: 'answer', description: '三号楼' })).statusCode).toBe(200);
    const [row] = await stage.app.as('system', async (ctx) => ctx.tx.rows(sql`select question_open from cases where id = ${id}`));
    expect(row).toEqual({ questionOpen: false });
  });
  it('with status open say that a closed one is not solved, within 14 days', async () => {
    const id = await report();
    await stage.closeCase(id, stage.city.department.id);
    expect((await sendUpdate({ service_request_id: id, update_id: 'n1', description: '谢谢', status: 'closed' })).statusCode).toBe(200);
    expect((await stage.json<OpenRequest[]>(`requests/${id}.json`))[0]?.status).toBe('closed');
    expect((await sendUpdate({ service_request_id: id, update_id: 'n2', description: '没有清', status: 'open' })).statusCode).toBe(200);
    expect((await stage.json<OpenRequest[]>(`requests/${id}.json`))[0]).toMatchObject({ status: 'open', status_notes: '重开' });
    const late = await report();
    await stage.closeCase(late, stage.city.department.id);
    const now = stage.app.clock.now();
    stage.app.clock.forward(15 * 86_400_000);
    const refused = await sendUpdate({ service_request_id: late, update_id: 'n3', description: '没有清', status: 'open' });
    stage.app.clock.set(now);
    expect([refused.statusCode, refused.json<{ description: string }[]>()[0]?.description]).toEqual([
      400,
      '结案已超过 14 天，请重新反映一次，我们会把两件连起来。',
    ]);
  });
  it('come with pictures', async () => {
    const id = await report();
    const response = await stage.postFiles('servicerequestupdates.xml', { service_request_id: id, update_id: 'photo' }, [
      { field: 'media', name: '1.jpg', bytes: await aPicture({ seed: 12 }) },
    ]);
    expect([response.statusCode, response.body]).toEqual([
      200,
      expect.stringContaining('<service_request_updates><request_update><update_id>'),
    ]);
  });
  it('are refused with every reason', async () => {
    const hidden = await reportedOn(stage, '11-21', { hidden: true });
    const id = await report();
    const full = { service_request_id: id, update_id: 'r', description: 'x' };
    const status = async (form: Record<string, string>, key?: string | null) => (await sendUpdate(form, key)).statusCode;
    expect(await status(full, null)).toBe(403);
    expect(await status(full, 'tck_wrong')).toBe(403);
    expect(await status(full, stage.readKey)).toBe(403);
    expect(await status({ ...full, service_request_id: hidden })).toBe(404);
    expect(await status({ ...full, service_request_id: '1' })).toBe(404);
    expect(await status({ ...full, update_id: 'x'.repeat(201) })).toBe(400);
    expect(await status({ ...full, updated_datetime: 'today' })).toBe(400);
    expect((await sendUpdate({})).json()).toHaveLength(3);
    expect(await status({ ...full, description: '圾'.repeat(4001) })).toBe(400);
  });
});
