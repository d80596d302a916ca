import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeDefinition } from '../../cases/schema/settings.ts';
import type { OpenCase } from '../../cases/schema/open-case.ts';
import { sparkOfXml, untyped } from '../fixtures.ts';
import { granted, parsed } from '../refused.ts';
import { toJson, toXml } from './xml.ts';
import { errorEntries, requestEntry, serviceDefinition, serviceEntry, statusNotes, type Service } from './answers.ts';
import { allOf, listOf, merged, oneOf, splitFile } from './parameters.ts';
import { parseQuestion } from './questions.ts';
import { attributeValues, parseReport } from './report.ts';
import { LONGEST_SPAN, momentText, parseMoment, spanOf } from './times.ts';
import { open311Problems as refusals } from '../schema.ts';

const now = new Date('2026-11-23T09:20:00+08:00');

describe('parameters', () => {
  it.each([
    [{}, null],
    [{ a: '' }, null],
    [{ a: '  ' }, null],
    [{ a: ['', ' '] }, null],
    [{ a: ' x ' }, 'x'],
    [{ a: ['', 'y', 'z'] }, 'y'],
  ])('%j → %j', (parameters, value) => {
    expect(oneOf(parameters, 'a')).toBe(value);
  });
  it('are those that were sent, not those of every object', () => {
    expect(allOf({}, 'constructor')).toEqual([]);
  });
  it('lists come by comma and by repeating', () => {
    expect(listOf({ a: ['x, y', 'z,,x'] }, 'a')).toEqual(['x', 'y', 'z']);
    expect(listOf({ a: ',' }, 'a')).toBeNull();
  });
  it('an empty field of the form leaves what the address says', () => {
    expect(oneOf(merged({ jurisdiction_id: 'a' }, { jurisdiction_id: '' }), 'jurisdiction_id')).toBe('a');
    expect(oneOf(merged({ jurisdiction_id: 'a' }, { jurisdiction_id: 'b' }), 'jurisdiction_id')).toBe('b');
  });
  it.each([
    ['requests.json', 'requests', 'json'],
    ['e01.01.xml', 'e01.01', 'xml'],
    ['requests', 'requests', ''],
    ['.xml', '', 'xml'],
  ])('%s', (file, name, extension) => {
    expect(splitFile(file)).toEqual({ name, extension });
  });
});

describe('moments', () => {
  it.each([
    ['2026-11-23T09:20:00+08:00', '2026-11-23T01:20:00.000Z'],
    ['2026-11-23T09:20:00 08:00', '2026-11-23T01:20:00.000Z'],
    ['2026-11-23T01:20Z', '2026-11-23T01:20:00.000Z'],
    ['2026-11-23T01:20:00.5Z', '2026-11-23T01:20:00.500Z'],
    ['2026-11-22T15:20:00-10:00', '2026-11-23T01:20:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('%s', (text, iso) => {
    expect(parseMoment(text)?.toISOString()).toBe(iso);
  });
  it.each([
    '2026-11-23',
    '2026-11-23T09:20:00',
    '2026-02-29T00:00:00Z',
    '2026-11-31T00:00:00Z',
    '2026-11-23T24:00:00Z',
    '2026-11-23T09:60:00Z',
    '0000-00-00T00:00:00Z',
    '2026-11-23T09:20:00+25:00',
    '23/11/2026',
    'now',
    '',
  ])('refuses %j', (text) => {
    expect(parseMoment(text)).toBeNull();
  });
  it('what is sent is read back to the second', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (at) => {
        expect(parseMoment(momentText(at))?.getTime()).toBe(Math.floor(at.getTime() / 1000) * 1000);
      }),
    );
  });
});

describe('the span of a question', () => {
  const day = (text: string) => `2026-${text}T00:00:00+08:00`;
  it('is never longer than 90 days', () => {
    const moments = fc.option(fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }), { nil: null });
    fc.assert(
      fc.property(moments, moments, (from, to) => {
        const span = spanOf({ ...(from ? { start_date: momentText(from) } : {}), ...(to ? { end_date: momentText(to) } : {}) }, now);
        if (span.refused) return;
        expect(span.ok.to.getTime() - span.ok.from.getTime()).toBeLessThanOrEqual(LONGEST_SPAN);
        expect(span.ok.to.getTime()).toBeGreaterThanOrEqual(span.ok.from.getTime());
      }),
    );
  });
  it.each([
    [{ start_date: day('11-01'), end_date: day('10-01') }, 'open311.endBeforeStart'],
    [{ start_date: day('05-01'), end_date: day('11-01') }, 'open311.spanTooLong'],
    [{ start_date: '2026-11-01' }, 'open311.badDate'],
    [{ end_date: 'gestern' }, 'open311.badDate'],
  ])('%j → %s', (parameters, code) => {
    expect(spanOf(parameters, now).refused?.code).toBe(code);
  });
});

describe('a question', () => {
  it.each([
    [{ status: 'open' }, true],
    [{ status: 'Closed' }, false],
    [{ status: 'open,closed' }, null],
    [{ status: ['open', 'closed'] }, null],
    [{}, null],
  ])('%j asks for open = %s', (parameters, open) => {
    expect(granted(parseQuestion(parameters, now)).open).toBe(open);
  });
  it.each([
    [{ status: 'pending' }, 'open311.badStatus'],
    [{ page: '0' }, 'open311.badPage'],
    [{ page: '-1' }, 'open311.badPage'],
    [{ page_size: '1001' }, 'open311.badPage'],
    [{ page_size: 'all' }, 'open311.badPage'],
    [{ service_request_id: Array.from({ length: 201 }, (_, index) => String(index)).join(',') }, 'open311.tooManyIds'],
  ])('%j → %s', (parameters, code) => {
    expect(parseQuestion(parameters, now).refused?.code).toBe(code);
  });
  it('named ids override everything else, wrong dates included', () => {
    const asked = granted(parseQuestion({ service_request_id: 'a,b', start_date: 'wrong', status: 'wrong', service_code: 'x' }, now));
    expect(asked).toMatchObject({ ids: ['a', 'b'], services: null, open: null });
  });
  it('pages follow one another', () => {
    expect(granted(parseQuestion({ page: '3', page_size: '50' }, now)).page).toEqual({ limit: 50, offset: 100 });
    expect(granted(parseQuestion({}, now)).page).toEqual({ limit: 1000, offset: 0 });
  });
});

const text = (zh: string) => ({ zh, en: zh });
const attribute = (wanted: Partial<AttributeDefinition> & Pick<AttributeDefinition, 'code' | 'type'>): AttributeDefinition => ({
  name: text(wanted.code),
  required: false,
  values: [],
  ...wanted,
});
const keys = (...codes: string[]) => codes.map((key) => ({ key, name: text(key) }));
const definitions = [
  attribute({ code: 'SIDE', type: 'singlevaluelist', required: true, values: keys('left', 'right') }),
  attribute({ code: 'WHAT', type: 'multivaluelist', values: keys('a', 'b', 'c') }),
  attribute({ code: 'HOW_MANY', type: 'number' }),
  attribute({ code: 'SINCE', type: 'datetime' }),
  attribute({ code: 'NOTE', type: 'text' }),
];
const minimal = { lat: '37.005', long: '107.605', 'attribute[SIDE]': 'left' };
const codesOf = (parameters: Record<string, string | string[]>, pictures = 0) =>
  parseReport(parameters, definitions, pictures).faults?.map((fault) => fault.refused.code) ?? [];

describe('a report', () => {
  it('is read', () => {
    const sent = {
      ...minimal,
      'attribute[WHAT][]': ['a', 'b'],
      'attribute[HOW_MANY]': '3',
      description: ' 灯坏了\r\n三天了 ',
      last_name: '王',
      first_name: '小明',
      phone: '13800000000',
      media_url: ['https://a.example/1.jpg', 'https://a.example/2.jpg'],
      account_id: '7',
    };
    expect(parsed(parseReport(sent, definitions, 0))).toEqual({
      position: { lng: 107.605, lat: 37.005 },
      addressString: null,
      addressId: null,
      attributes: { SIDE: 'left', WHAT: ['a', 'b'], HOW_MANY: '3' },
      description: '灯坏了\n三天了',
      contact: { name: '王小明', phone: '13800000000' },
      mediaUrls: ['https://a.example/1.jpg', 'https://a.example/2.jpg'],
      accountId: '7',
    });
  });
  it('names every fault at once', () => {
    expect(codesOf({ lat: '91', long: '181', description: 'x'.repeat(4001), phone: 'call me', media_url: 'ftp://a' }).toSorted()).toEqual(
      [
        'open311.positionBad',
        'open311.positionBad',
        'open311.textTooLong',
        'open311.contactBad',
        'open311.mediaUrlBad',
        'open311.attributeMissing',
      ].toSorted(),
    );
  });
  const { lat, long, ...nowhere } = minimal;
  it.each<[string, Record<string, string | string[]>, string[]]>([
    ['a half position', { ...nowhere, lat }, ['open311.positionHalf']],
    ['a half position beside an address', { ...nowhere, long, address_string: '河滨路 3 号' }, ['open311.positionHalf']],
    ['no place', nowhere, ['open311.placeMissing']],
    ['an empty place', { ...nowhere, lat: '', long: '', address_string: ' ' }, ['open311.placeMissing']],
    ['an address', { ...nowhere, address_string: '河滨路 3 号' }, []],
    ['an address id', { ...nowhere, address_id: '7' }, []],
    ['no number', { ...minimal, lat: 'NaN' }, ['open311.positionBad']],
    ['an exponent', { ...minimal, lat: '1e1' }, ['open311.positionBad']],
    ['4,000 rare characters', { ...minimal, description: '𠮷'.repeat(4000) }, []],
    ['4,001 rare characters', { ...minimal, description: '𠮷'.repeat(4001) }, ['open311.textTooLong']],
    ['an attribute that nobody asked for', { ...minimal, 'attribute[OTHER]': 'x' }, ['open311.attributeUnknown']],
    ['a required attribute that is empty', { ...minimal, 'attribute[SIDE]': '' }, ['open311.attributeMissing']],
    ['a value outside the list', { ...minimal, 'attribute[SIDE]': 'middle' }, ['open311.attributeUnlisted']],
    ['two values of one', { ...minimal, 'attribute[SIDE]': ['left', 'right'] }, ['open311.attributeOnce']],
    ['one of several outside the list', { ...minimal, 'attribute[WHAT]': ['a', 'z'] }, ['open311.attributeUnlisted']],
    ['no number', { ...minimal, 'attribute[HOW_MANY]': 'many' }, ['open311.attributeType']],
    ['a time without zone', { ...minimal, 'attribute[SINCE]': '2026-11-23T09:20:00' }, ['open311.attributeType']],
    ['a time', { ...minimal, 'attribute[SINCE]': '2026-11-23T09:20:00Z' }, []],
    ['a link into the server', { ...minimal, media_url: 'file:///etc/passwd' }, ['open311.mediaUrlBad']],
    ['a link with a password', { ...minimal, media_url: 'https://a:b@c.example/' }, ['open311.mediaUrlBad']],
  ])('%s', (_name, parameters, codes) => {
    expect(codesOf(parameters)).toEqual(codes);
  });
  it('counts pictures and links together', () => {
    expect(codesOf({ ...minimal, media_url: 'https://a.example/' }, 8)).toEqual([]);
    expect(codesOf({ ...minimal, media_url: 'https://a.example/' }, 9)).toEqual(['open311.tooManyMedia']);
  });
  it('takes the three ways to write several values', () => {
    expect(
      attributeValues({ 'attribute[W][]': 'a', 'attribute[W]': ['b'], 'attribute[W][1]': 'c', 'attribute[]': 'x', attribute: 'y' }),
    ).toEqual(new Map([['W', ['a', 'b', 'c']]]));
  });
});

const service: Service = {
  code: 'e0101',
  name: { zh: '路灯', en: 'Street light' },
  description: text('灯'),
  className: text('市容'),
  keywords: ['灯', '黑'],
  attributes: definitions,
};
const found: OpenCase = {
  id: '019aaaaa-0000-7000-8000-000000000001',
  number: '2611-00001',
  state: 'inProgress',
  outcome: null,
  category: { code: 'e0101', name: service.name },
  description: '路灯不亮 <b>&',
  unitName: '城市管理局',
  reportedAt: now,
  updatedAt: now,
  closedAt: null,
  dueAt: new Date('2026-11-30T18:00:00+08:00'),
  place: '三号楼东侧',
  areas: [
    { name: '塔湾区', code: '1' },
    { name: '枣林街道', code: '11' },
  ],
  lng: 107.605,
  lat: 37.005,
  declineReason: null,
  longTerm: null,
  closingWords: null,
  photos: [{ fileId: 'f1', version: 'v1' }],
  attributes: [],
  lines: [],
};

describe('answers', () => {
  const shown = { publicUrl: 'https://city.example', locale: 'zh', extensions: false } as const;
  it('a request in the standard’s words', () => {
    expect(requestEntry(found, shown)).toEqual({
      service_request_id: found.id,
      status: 'open',
      status_notes: '处置中',
      service_name: '路灯',
      service_code: 'e0101',
      description: '路灯不亮 <b>&',
      agency_responsible: '城市管理局',
      service_notice: null,
      requested_datetime: '2026-11-23T09:20:00+08:00',
      updated_datetime: '2026-11-23T09:20:00+08:00',
      expected_datetime: '2026-11-30T18:00:00+08:00',
      address: '塔湾区枣林街道 三号楼东侧',
      address_id: '11',
      zipcode: null,
      lat: 37.005,
      long: 107.605,
      media_url: 'https://city.example/api/v1/files/f1/published?v=v1',
    });
  });
  it.each([
    ['三号楼东侧', '塔湾区枣林街道 三号楼东侧'],
    ['枣林街道', '塔湾区枣林街道'],
    ['塔湾区枣林街道', '塔湾区枣林街道'],
    ['', '塔湾区枣林街道'],
  ])('the address of %j', (place, address) => {
    expect(requestEntry({ ...found, place }, shown)).toMatchObject({ address });
  });
  it('the same in XML', () => {
    const entry = [requestEntry({ ...found, attributes: [], photos: [] }, { ...shown, extensions: true })];
    expect(sparkOfXml(toXml('service_requests', entry))).toEqual(untyped(JSON.parse(toJson(entry))));
  });
  it.each<[Partial<OpenCase>, string]>([
    [{ state: 'reported' }, '待受理'],
    [{ state: 'closed', outcome: 'fixed' }, '已解决，核查属实'],
    [{ state: 'closed', outcome: 'fixed', closingWords: '灯亮了' }, '已解决，核查属实：灯亮了'],
    [{ state: 'declined', declineReason: { zh: '地点不在本市范围内', en: 'Outside the city' } }, '不予受理：地点不在本市范围内'],
    [
      { state: 'onLongTermList', longTerm: { reason: { zh: '要列入预算或项目', en: 'Needs money' }, expected: '2027-06-30' } },
      '挂账：要列入预算或项目，预计 2027-06-30',
    ],
    [{ state: 'onLongTermList' }, '挂账'],
  ])('status notes of %j', (part, notes) => {
    expect(statusNotes({ ...found, ...part }).zh).toBe(notes);
  });
  it('a closed case was last updated when it was closed', () => {
    const closedAt = new Date('2026-11-24T10:00:00+08:00');
    const entry = requestEntry(
      { ...found, state: 'closed', outcome: 'fixed', closedAt, updatedAt: new Date('2026-11-28T10:00:00+08:00') },
      shown,
    );
    expect(entry).toMatchObject({ status: 'closed', updated_datetime: '2026-11-24T10:00:00+08:00' });
  });
  it('a service tells whether it has a definition', () => {
    expect(serviceEntry(service, 'en')).toMatchObject({
      service_name: 'Street light',
      metadata: true,
      type: 'realtime',
      keywords: '灯,黑',
    });
    expect(serviceEntry({ ...service, attributes: [] }, 'zh')).toMatchObject({ metadata: false });
    expect(serviceDefinition(service, 'zh')).toMatchObject({
      attributes: [
        { code: 'SIDE', order: 1, values: [{ key: 'left' }, { key: 'right' }] },
        { order: 2 },
        { order: 3 },
        { order: 4 },
        { order: 5 },
      ],
    });
  });
  it('errors in both languages', () => {
    const refused = [{ refused: refusals['open311.attributeMissing'], detail: { code: 'SIDE', name: '哪侧\u0000Which side' } }];
    expect(errorEntries(refused, 'zh')).toEqual([{ code: 400, description: '请填写“哪侧”（attribute[SIDE]）。' }]);
    expect(errorEntries(refused, 'en')).toEqual([{ code: 400, description: 'Please fill in “Which side” (attribute[SIDE]).' }]);
  });
});
