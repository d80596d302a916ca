import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { positionIn } from '../city/fixtures.ts';
import { Phone } from '../public/testing/browser.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import * as api from './api.ts';
import * as open from './api/public.ts';
import { aCasework, type Part, type TestCasework } from './fixtures.ts';
import { presetQuestions } from './presets/questions.ts';

let app: TestApp;
let world: TestCasework;
const as = (part: Part) => ({ as: { personId: world.people[part] } });
const NOISE = 'e05-08';
const LAMP = 'c01-02';

beforeAll(async () => {
  app = await startTestApp();
  world = await app.as('system', aCasework);
});
afterAll(() => app.close());

describe('further questions', () => {
  test('are answered with the report and shown on the case, in the reader’s language', async () => {
    const made = await app.call(
      open.publicReport,
      { category: LAMP, words: '灯不亮', ...positionIn.compound, attributes: { pole: ' TW-017 ', state: 'dark', count: '２', other: 'x' } },
      { as: 'public' },
    );
    expect(made.status).toBe(200);
    const view = (await app.call(api.getCase, { caseId: made.body.id }, as('staff'))).body;
    expect(view.attributes.map(({ name, value }) => [name.zh, ...value.map((one) => one.zh)])).toEqual([
      ['灯杆编号', 'TW-017'],
      ['怎么了', '不亮'],
      ['连着几盏', '2'],
    ]);
    expect(view.attributes[1]?.value[0]?.en).toBe('Dark');
    const followed = await app.call(open.publicFollow, made.body, { as: 'public' });
    expect(followed.body.attributes).toEqual(view.attributes);
  });

  test('name every faulty answer', async () => {
    const body = { category: LAMP, words: '灯不亮', ...positionIn.compound, attributes: { state: 'purple', count: '很多' } };
    const answer = await app.call(open.publicReport, body, { as: 'public' });
    expect([answer.status, answer.problem.faults?.map(({ path }) => path)]).toEqual([422, ['attributes.state', 'attributes.count']]);
    expect(answer.problem.faults?.[1]?.message).toBe('“连着几盏”：请只填数字。');
  });

  test('that are required are asked of who tells us, not of who found it on the spot', async () => {
    const report = { category: NOISE, words: '很吵', ...positionIn.compound };
    const desk = await app.call(api.reportOnBehalf, { ...report, channel: 'hotline' }, as('hotline'));
    expect([desk.status, desk.problem.code, desk.problem.faults?.[0]?.path]).toEqual([422, 'cases.attributeMissing', 'attributes.when']);
    expect((await app.call(open.publicReport, report, { as: 'public' })).status).toBe(422);
    expect(
      (await app.call(api.reportOnBehalf, { ...report, channel: 'hotline', attributes: { when: 'night' } }, as('hotline'))).status,
    ).toBe(200);
    expect((await app.call(api.reportOnBehalf, { ...report, channel: 'patrol' }, as('community'))).status).toBe(200);
  });

  test('stand in the definitions that other systems read', async () => {
    for (const [code, questions] of Object.entries(presetQuestions)) {
      const definition = (await app.inject({ url: `/open311/v2/services/${code}.json` })).json();
      expect(definition.attributes.map((one: { code: string; datatype: string }) => [one.code, one.datatype])).toEqual(
        questions.map((question) => [question.code, question.type]),
      );
    }
    const services: { service_code: string; metadata: boolean }[] = (await app.inject({ url: '/open311/v2/services.json' })).json();
    expect(
      services
        .filter(({ metadata }) => metadata)
        .map((one) => one.service_code)
        .toSorted(),
    ).toEqual(Object.keys(presetQuestions).toSorted());
  });
});

describe('the public form', () => {
  const place = () => ({ area: world.city.community.id, place: '门口' });
  const sum = (html: string): string => {
    const words = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    const [, a = '', b = ''] = /请算一下：(.)加(.)等于几/.exec(html.replace(/<[^>]+>/g, '')) ?? [];
    return String(words.indexOf(a) + words.indexOf(b));
  };

  test('without scripts asks on the page between, once, and takes no answer for an answer', async () => {
    const visitor = new Phone(app);
    const form = await visitor.get('/report');
    expect(form.html).toContain(`<template data-asks="${LAMP}">`);
    const between = await visitor.send(form, { kind: LAMP, words: '灯不亮', ...place(), answer: sum(form.html) }, 'report');
    expect(between.text).toMatch(/灯杆编号.*怎么了.*连着几盏/);
    const sent = await visitor.send(between, { 'attr.pole': 'TW-018' }, 'between');
    expect(sent.text).toContain('收到了');
    const number = /2611-\d{5}/.exec(sent.text)?.[0] ?? '';
    expect((await visitor.get(`/follow/${number}`)).text).toContain('灯杆编号 TW-018');
  });

  test('comes back with what was answered when something is missing', async () => {
    const visitor = new Phone(app);
    const form = await visitor.get(`/report?kind=${NOISE}`);
    expect(form.html).toMatch(/id="asks" data-kind="e05-08"/);
    const faulty = await visitor.send(
      form,
      { kind: NOISE, words: '很吵', ...place(), answer: sum(form.html), 'attr.source': 'shop' },
      'report',
    );
    expect(faulty.status).toBe(422);
    expect(faulty.text).toContain('请填写“什么时候吵”');
    expect(faulty.html).toMatch(/<option value="shop" selected/);
    const sent = await visitor.send(faulty, { 'attr.when': 'night', answer: sum(faulty.html) }, 'report');
    expect(sent.text).toContain('收到了');
  });
});
