import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aDuty, positionIn } from '../city/fixtures.ts';
import { journalOf } from '../platform/journal/journal.ts';
import { TEST_NOW } from '../testing/app.ts';
import { startCasework, type CaseworkStage } from '../testing/casework.ts';
import * as api from './api.ts';
import * as desk from './api/desk.ts';
import * as open from './api/public.ts';
import * as set from './api/settings.ts';
import type { Part } from './fixtures.ts';

/** What the desk does while somebody is on the line. */

let stage: CaseworkStage;
beforeAll(async () => {
  stage = await startCasework();
});
afterAll(() => stage.app.close());
beforeEach(() => stage.app.clock.set(TEST_NOW));

const call = { channel: 'hotline', category: 'e01-01', words: '垃圾没人收', ...positionIn.compound } as const;
const as = (part: Part) => ({ as: { personId: stage.world.people[part] } });
const reserve = async (who: Part = 'hotline') => (await stage.call(desk.reserveNumber, {}, who)).body;
const register = (number: string, who: Part = 'hotline') => stage.call(api.reportOnBehalf, { ...call, number }, who);

describe('a number that is read out before there is a case', () => {
  test('is the number of the case, and of no other', async () => {
    const [first, second] = [await reserve(), await reserve()];
    const between = await stage.make('reported');
    expect(first.until).toBe('2026-11-23T09:20:00.000Z');
    expect(new Set([first.number, second.number, between.number]).size).toBe(3);
    const made = await register(first.number);
    expect([made.status, made.body.number]).toEqual([200, first.number]);
    const again = await register(first.number);
    expect([again.status, again.problem.code, again.problem.faults?.[0]?.path]).toEqual([409, 'cases.numberGone', 'number']);
  });

  test('of two sendings with the same key makes one case, also when they come together', async () => {
    const { number } = await reserve();
    const send = (key: string) => stage.app.call(api.reportOnBehalf, { ...call, number }, { ...as('hotline'), key });
    const [first, repeated] = await Promise.all([send('a-key-of-the-desk'), send('a-key-of-the-desk')]);
    expect(repeated.body).toEqual(first.body);
    expect(first.body.number).toBe(number);
    expect((await send('another-key-of-it')).problem.code).toBe('cases.numberGone');
    const kept = await Promise.all(
      ['a', 'a'].map(() => stage.app.call(desk.reserveNumber, {}, { ...as('hotline'), key: 'a-key-of-the-call' })),
    );
    expect(kept[0]?.body).toEqual(kept[1]?.body);
  });

  test('is not used up by what was refused', async () => {
    const { number } = await reserve();
    const refused = await stage.call(api.reportOnBehalf, { ...call, number, category: 'x99' }, 'hotline');
    expect(refused.status).toBe(422);
    expect((await register(number)).body.number).toBe(number);
  });

  test('is bound to who reserved it, and answers others like one that nobody has', async () => {
    const { number } = await reserve();
    const foreign = await register(number, 'staff');
    const unknown = await register('2611-99999', 'staff');
    const without = ({ body }: { readonly body: object }) => JSON.stringify(body).replace(/2611-\d{5}|"instance":"[^"]+"/g, '');
    expect([foreign.status, without(foreign)]).toEqual([409, without(unknown)]);
    expect((await register(number)).body.number).toBe(number);
  });

  test('can be used for a shift; then it is a gap that nobody is given', async () => {
    const { number } = await reserve();
    stage.app.clock.forward(8 * 3_600_000);
    await stage.app.as('system', (ctx) => ctx.enqueue('cases.recordLapsedNumbers', {}));
    await stage.app.drain();
    expect((await register(number)).problem.code).toBe('cases.numberGone');
    expect((await reserve()).number > number).toBe(true);
    const [left] = await stage.app.as('system', (ctx) =>
      ctx.tx.rows(sql<{ n: number }>`select count(*)::int as n from case_reserved_numbers where number = ${number}`),
    );
    expect(left?.n).toBe(0);
    // A gap in the numbers opens to its record.
    const facts = await stage.app.as('system', (ctx) => journalOf(ctx.tx, { kind: 'person', id: stage.world.people.hotline }));
    expect(facts).toContainEqual(expect.objectContaining({ type: 'caseNumber.lapsed', after: { number } }));
  });

  test('needs the right to report', async () => {
    expect((await stage.app.call(desk.reserveNumber, {})).status).toBe(401);
    expect((await stage.call(desk.reserveNumber, {}, 'liaison')).status).toBe(403);
  });
});

describe('who called before', () => {
  const heard = (phone: string, more: object = {}) => stage.call(api.reportOnBehalf, { ...call, ...more, contact: { phone } }, 'hotline');
  const earlier = (phone: string, who: Part = 'hotline') => stage.call(desk.earlierCalls, { phone }, who);
  const recognised = async (caseId: string) =>
    (await stage.app.as('system', (ctx) => journalOf(ctx.tx, { kind: 'case', id: caseId }))).filter(
      ({ type }) => type === 'case.reporterRecognised',
    );

  test('is known by the number however it is written, and each case that is shown has it in its journal', async () => {
    const one = await heard('139 0000 1001');
    const joined = await stage.make('filed');
    await heard('+86 13900001001', { sameAs: joined.id });
    const found = await earlier('13900001001');
    expect(found.body.count).toEqual({ value: 2, more: false });
    expect(found.body.items.map(({ number }) => number).toSorted()).toEqual([one.body.number, joined.number].toSorted());
    const [entry] = await recognised(one.body.id);
    expect(entry).toMatchObject({ actor: { personId: stage.world.people.hotline }, after: { number: one.body.number } });
    expect(JSON.stringify(entry)).not.toContain('1390000');
    expect((await earlier('13900001002')).body).toEqual({ count: { value: 0, more: false }, items: [] });
  });

  test('is not told of another year, nor of what was merged', async () => {
    await heard('13900001003');
    stage.app.clock.set(new Date('2027-01-02T09:00:00+08:00'));
    expect((await earlier('13900001003')).body.count.value).toBe(0);
    stage.app.clock.set(TEST_NOW);
    const [into, merged] = [await stage.make('filed'), (await heard('13900001004')).body];
    await stage.call(api.fileCase, { caseId: merged.id, version: 1 }, 'staff');
    await stage.call(api.mergeCase, { caseId: merged.id, version: 2, into: into.id }, 'staff');
    expect((await earlier('13900001004')).body.items.map(({ id }) => id)).toEqual([into.id]);
  });

  test('is forgotten with the contact, in kept answers too', async () => {
    const made = await heard('13900001005');
    const ask = () => stage.app.call(desk.earlierCalls, { phone: '13900001005' }, { ...as('hotline'), key: 'a-key-of-looking' });
    expect((await ask()).body.count.value).toBe(1);
    await stage.call(api.eraseReporter, { caseId: made.body.id }, 'hotline');
    expect((await ask()).problem.code).toBe('answerForgotten');
    expect((await earlier('13900001005')).body.count.value).toBe(0);
  });

  test('is for those who may read contacts', async () => {
    for (const who of ['liaison', 'commander', 'inspector', 'office'] as const)
      expect([who, (await earlier('13900001001', who)).status]).toEqual([who, 403]);
    expect((await earlier('abc')).status).toBe(422);
  });
});

describe('what may be told at once', () => {
  const told = (input: object, who: Part = 'hotline') => stage.call(desk.previewReport, input, who);

  test('by when: the same as the receipt says', async () => {
    for (const category of ['e01-01', 'e04-03']) {
      const { promise } = (await told({ category })).body;
      const made = await stage.call(api.reportOnBehalf, { ...call, category }, 'hotline');
      expect(promise).toEqual({
        at: made.body.promisedAt,
        urgent: made.body.urgent,
        provisional: made.body.provisional,
        why: made.body.dueWhy,
      });
    }
    expect((await told({ category: 'x99' })).status).toBe(422);
    expect((await told({})).body).toEqual({ promise: null, answering: null, deciding: { unit: [], urgency: [] } });
  });

  test('who answers there, with the public telephone, and that nobody does', async () => {
    const { compound, community, communityUnit } = stage.world.city;
    const { name } = communityUnit;
    await stage.app.as('system', (ctx) => ctx.tx.rows(sql`update units set phone = '0000-8100101' where id = ${communityUnit.id}`));
    const unit = { id: communityUnit.id, name, phone: '0000-8100101' };
    const at = async () => (await told({ areaId: compound.id })).body.answering;
    expect(await at()).toEqual({ area: compound.name, held: 'vacant', by: null, unit });
    await stage.app.as('system', (ctx) => aDuty(ctx.tx, { areaId: community.id, personId: stage.world.people.community }));
    expect(await at()).toEqual({ area: compound.name, held: 'around', by: community.name, unit });
    expect(JSON.stringify(await at())).not.toContain(stage.world.people.community);
    expect((await told({ lng: 100, lat: 30 })).status).toBe(422);
    expect((await told({}, 'liaison')).status).toBe(403);
  });

  test('what is worked on there, and until when', async () => {
    const row = await stage.make('inProgress', {
      report: { category: 'e03-02', areaId: stage.world.city.compound.id, lng: undefined, lat: undefined },
    });
    const near = await stage.call(api.similarCases, { areaId: stage.world.city.compound.id, category: 'e03-02' }, 'hotline');
    expect(near.body.items).toMatchObject([{ id: row.id, promisedAt: row.totalDueAt?.toISOString() }]);
    const urgent = await stage.make('reported', { report: { category: 'e04-03' } });
    const danger = await stage.call(api.similarCases, { ...positionIn.compound, category: 'e04-03' }, 'hotline');
    const hours = (Date.parse(danger.body.items.find(({ id }) => id === urgent.id)?.promisedAt ?? '') - TEST_NOW.getTime()) / 3_600_000;
    expect(hours).toBe(6);
  });
});

describe('a question worth another sentence', () => {
  const cover = { category: 'c01-01', words: '井盖晃', ...positionIn.compound } as const;
  const rule = (more: object = {}) => ({
    article: '5.3.2',
    text: '电力井盖由供电单位处置',
    category: 'c01-01',
    areaId: null,
    leadBy: 'unit' as const,
    leadUnitId: stage.world.city.otherDepartment.id,
    jointUnitIds: [],
    validFrom: '2020-01-01',
    validTo: null,
    active: true,
    answerTo: 'owner',
    answers: ['power'],
    ...more,
  });
  const deciding = async () =>
    (await stage.call(desk.previewReport, { category: 'c01-01', ...positionIn.compound }, 'hotline')).body.deciding;
  const goesTo = async (answer: string[]) =>
    (await stage.call(api.previewRoute, { category: 'c01-01', ...positionIn.compound, answer }, 'hotline')).body.items[0]?.unit.id;

  test('changes the unit where a rule of the duty list depends on it', async () => {
    expect(await deciding()).toEqual({ unit: [], urgency: [] });
    const made = await stage.call(set.addDutyRule, rule(), 'office');
    expect(made.body).toMatchObject({ answerTo: 'owner', answers: ['power'] });
    expect(await deciding()).toEqual({ unit: ['owner'], urgency: [] });
    const lamp = await stage.call(desk.previewReport, { category: 'c01-02' }, 'hotline');
    expect(lamp.body.deciding).toEqual({ unit: [], urgency: ['state'] });
    const { otherDepartment } = stage.world.city;
    expect(await goesTo(['owner:power'])).toBe(otherDepartment.id);
    expect(await goesTo(['owner:rain'])).not.toBe(otherDepartment.id);
    const told = await stage.call(api.reportOnBehalf, { ...cover, channel: 'hotline', attributes: { owner: 'power' } }, 'hotline');
    expect(told.body.likelyUnit).toBe(otherDepartment.name);
    const [first] = (await stage.call(api.suggestUnits, { caseId: told.body.id }, 'staff')).body.items;
    expect([first?.unit.id, first?.rule?.article]).toEqual([otherDepartment.id, '5.3.2']);
  });

  test.each([
    ['a question that is not asked', { answerTo: 'colour' }],
    ['an answer that is not offered', { answers: ['gold'] }],
    ['no answer', { answers: [] }],
  ])('a rule cannot depend on %s', async (_what, more) => {
    const refused = await stage.call(set.addDutyRule, rule(more), 'office');
    expect([refused.status, refused.problem.code]).toEqual([422, 'cases.dutyAnswer']);
  });

  test('changes the urgency, whoever answers it', async () => {
    const urgent = async (state: string) => {
      const made = await stage.call(open.publicReport, { ...cover, category: 'c01-02', attributes: { state } }, 'public');
      return (await stage.call(api.getCase, { caseId: made.body.id }, 'staff')).body.urgent;
    };
    expect([await urgent('leans'), await urgent('dark')]).toEqual([true, false]);
    const byHand = { ...cover, category: 'c01-02', channel: 'hotline', attributes: { state: 'leans' }, urgent: false } as const;
    const made = await stage.call(api.reportOnBehalf, byHand, 'hotline');
    expect((await stage.call(api.getCase, { caseId: made.body.id }, 'staff')).body.urgent).toBe(false);
  });
});
