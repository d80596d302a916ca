import { describe, expect, test } from 'vitest';
import type { CaseSummary } from '../schema.ts';
import type { CaseState } from '../schema/words.ts';
import { lateLine, slippingLines, waitingLines, type Waits } from './waiting.ts';

/** A Monday, 09:20 in the city. */
const now = new Date('2026-11-23T01:20:00Z');
const waits: Waits = { now, locale: 'zh', decides: true };
const name = { zh: '', en: '' };

function aSummary(number: string, state: CaseState, hours: number | null, more: Partial<CaseSummary> = {}): CaseSummary {
  return {
    id: `00000000-0000-7000-8000-0000000${number}`,
    number: `2611-${number}`,
    version: 1,
    title: `第 ${number} 件`,
    state,
    outcome: null,
    channel: 'publicWeb',
    category: { code: 'e01-01', name, className: name },
    urgent: false,
    supervised: false,
    place: '',
    areas: [{ id: 'a', name: '河滨社区', kind: 'community' }],
    lng: null,
    lat: null,
    unit: { id: 'u', name: '城市管理局', shortName: '城管局' },
    reportedAt: now,
    assignedAt: null,
    closedAt: null,
    clock: 'handling',
    dueAt: hours === null ? null : new Date(now.getTime() + hours * 3_600_000),
    paused: false,
    remainingMinutes: hours === null ? null : hours * 60,
    dayMinutes: 420,
    provisional: false,
    requestOpen: false,
    returns: 0,
    reworks: 0,
    reopenings: 0,
    recurrence: false,
    longTermExpected: null,
    photoId: null,
    released: false,
    ...more,
  };
}

describe('what waits, in lines', () => {
  test('two of a step are named, three are one line that leads to their screen', () => {
    const two = [aSummary('00001', 'filed', 1), aSummary('00002', 'filed', 2)];
    expect(waitingLines(two, null, waits).map((line) => line.title)).toEqual(['2611-00001 第 00001 件', '2611-00002 第 00002 件']);
    const three = [...two, aSummary('00003', 'filed', 30)];
    expect(waitingLines(three, null, waits)).toMatchObject([
      {
        title: '3 件等派遣',
        why: { zh: '最急的是 2611-00001 第 00001 件' },
        href: '/work/cases/dispatch?tab=filed',
        left: { minutes: 60, dayMinutes: 420 },
      },
    ]);
  });

  test('how many of them are late is said, and the line stands as high as its worst', () => {
    const items = [aSummary('00001', 'handled', -2), aSummary('00002', 'handled', -1), aSummary('00003', 'handled', 9)];
    expect(waitingLines(items, null, waits)).toMatchObject([
      { title: '3 件交回，等核查', weight: 100, why: { zh: '2 件逾期，最急的是 2611-00001 第 00001 件' } },
    ]);
  });

  test.each([
    ['zh', '68 件交回，等核查', '12 件逾期，最急的是 2611-00001 第 00001 件'],
    ['en', '68 handed in, to be checked', '12 overdue; most pressing: 2611-00001 第 00001 件'],
  ] as const)('of many, only the first are looked at and all are counted: %s', (locale, title, why) => {
    const totals = { byState: new Map([['handled' as const, { n: 68, late: 12 }]]), requests: { n: 0, late: 0 } };
    const [line] = waitingLines([aSummary('00001', 'handled', -2)], totals, { ...waits, locale });
    expect([line?.title, line?.why[locale], line?.weight]).toEqual([title, why, 100]);
  });

  test('what was reopened is dispatched with the others, what is adjudicated has no time, requests are a step of their own', () => {
    const items = [
      aSummary('00001', 'filed', 1),
      aSummary('00002', 'reopened', 2),
      aSummary('00003', 'reopened', 3),
      ...['00004', '00005', '00006'].map((number) => aSummary(number, 'adjudicating', null, { paused: true })),
      ...['00007', '00008', '00009'].map((number) => aSummary(number, 'inProgress', 9, { requestOpen: true })),
    ];
    expect(waitingLines(items, null, waits).map((line) => [line.title, line.why.zh, line.href])).toEqual([
      ['3 件等派遣', '2 件是重开的，最急的是 2611-00001 第 00001 件', '/work/cases/dispatch?tab=filed'],
      ['3 件申请等答复', '最急的是 2611-00007 第 00007 件', '/work/cases/dispatch?tab=requests'],
      ['3 件等裁定', '最急的是 2611-00004 第 00004 件', '/work/cases/dispatch?tab=adjudicating'],
    ]);
    const unit = waitingLines(items.slice(-2), null, { ...waits, decides: false });
    expect(unit.map((line) => [line.act.zh, line.why.zh, line.weight])).toEqual([
      ['交回', '处置中，河滨社区，申请已提交，等答复', 60],
      ['交回', '处置中，河滨社区，申请已提交，等答复', 60],
    ]);
  });

  test('what was sent back is named one by one, and so is a request', () => {
    const items = [
      aSummary('00001', 'rework', 5),
      aSummary('00002', 'rework', 6),
      aSummary('00003', 'rework', 7),
      aSummary('00004', 'inProgress', 8, { requestOpen: true }),
    ];
    expect(waitingLines(items, null, waits).map((line) => [line.weight, line.act.zh])).toEqual([
      [80, '返工交回'],
      [80, '返工交回'],
      [80, '返工交回'],
      [70, '答复申请'],
    ]);
  });

  test.each([
    ['late', -1, {}, 100, -60, '处置中，河滨社区'],
    ['paused when it was late: late it stays', -1, { paused: true }, 100, -60, '处置中，河滨社区，暂停计时'],
    ['paused in time: no time is shown', 1, { paused: true }, 60, undefined, '处置中，河滨社区，暂停计时'],
    ['in a year without an official calendar: never late', -1, { provisional: true }, 65, -60, '处置中，河滨社区'],
  ] as const)('%s', (_, hours, more, weight, left, why) => {
    const [line] = waitingLines([aSummary('00001', 'inProgress', hours, more)], null, waits);
    expect([line?.weight, line?.left?.minutes, line?.why.zh]).toEqual([weight, left, why]);
  });
});

describe('what slips under those who supervise', () => {
  test('who is late', () => {
    const units = [
      { unitName: '城管局', n: 9 },
      { unitName: null, n: 4 },
    ];
    expect(lateLine(units, { value: 15, more: false }, 'zh')).toMatchObject({
      title: '15 件逾期没办完',
      overdue: true,
      why: { zh: '城管局 9 件、还没派单位的 4 件', en: '城管局 9, not dispatched yet 4' },
      act: { zh: '去督办' },
    });
    expect(lateLine(units, { value: 999, more: true }, 'en')).toMatchObject({
      title: '999+ overdue',
      why: { en: '城管局 9, not dispatched yet 4' },
    });
    expect(lateLine([], { value: 0, more: false }, 'zh')).toBeNull();
  });

  test('only what there is', () => {
    const n = (value: number, more = false) => ({ value, more });
    expect(slippingLines({ reopened: n(0), longTermPassed: n(0), recurred: n(0) }, 'zh')).toEqual([]);
    expect(slippingLines({ reopened: n(1), longTermPassed: n(0), recurred: n(999, true) }, 'zh').map((line) => line.title)).toEqual([
      '1 件反映人说没解决，已重开',
      '999+ 件没办完的是同一处复发',
    ]);
    const all = slippingLines({ reopened: n(1), longTermPassed: n(2), recurred: n(3) }, 'zh');
    expect(all.filter(({ overdue }) => overdue).map(({ id }) => id)).toEqual(['cases.longTermPassed']);
  });
});
