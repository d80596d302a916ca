import { describe, expect, test } from 'vitest';
import type { CaseSummary } from '../schema.ts';
import type { CaseState } from '../schema/words.ts';
import { lateLine, slippingLines, waitingLines, type StepTotal } from './waiting.ts';

/** A Monday, 09:20 in the city. */
const now = new Date('2026-11-23T01:20:00Z');
const none = new Map<CaseState, StepTotal>();
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
    expect(waitingLines(two, none, now, 'zh').map((line) => line.title)).toEqual(['2611-00001 第 00001 件', '2611-00002 第 00002 件']);
    const three = [...two, aSummary('00003', 'filed', 30)];
    expect(waitingLines(three, none, now, 'zh')).toMatchObject([
      {
        title: '3 件已立案，等派遣',
        why: { zh: '最急的是 2611-00001 第 00001 件' },
        href: '/work/cases/dispatch?tab=filed',
        left: { minutes: 60, dayMinutes: 420 },
      },
    ]);
  });

  test('how many of them are late is said, and the line stands as high as its worst', () => {
    const items = [aSummary('00001', 'handled', -2), aSummary('00002', 'handled', -1), aSummary('00003', 'handled', 9)];
    expect(waitingLines(items, none, now, 'zh')).toMatchObject([
      { title: '3 件交回，等核查', weight: 100, why: { zh: '2 件逾期，最急的是 2611-00001 第 00001 件' } },
    ]);
  });

  test.each([
    ['zh', '68 件交回，等核查', '12 件逾期，最急的是 2611-00001 第 00001 件'],
    ['en', '68 handed in, to be checked', '12 overdue; most pressing: 2611-00001 第 00001 件'],
  ] as const)('of many, only the first are looked at and all are counted: %s', (locale, title, why) => {
    const totals = new Map([['handled' as const, { n: 68, late: 12 }]]);
    const [line] = waitingLines([aSummary('00001', 'handled', -2)], totals, now, locale);
    expect([line?.title, line?.why[locale], line?.weight]).toEqual([title, why, 100]);
  });

  test('what was sent back is named one by one, and so is a request', () => {
    const items = [
      aSummary('00001', 'rework', 5),
      aSummary('00002', 'rework', 6),
      aSummary('00003', 'rework', 7),
      aSummary('00004', 'inProgress', 8, { requestOpen: true }),
    ];
    expect(waitingLines(items, none, now, 'zh').map((line) => [line.weight, line.act.zh])).toEqual([
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
    const [line] = waitingLines([aSummary('00001', 'inProgress', hours, more)], none, now, 'zh');
    expect([line?.weight, line?.left?.minutes, line?.why.zh]).toEqual([weight, left, why]);
  });
});

describe('what slips under those who supervise', () => {
  test('who is late', () => {
    const units = [
      { unitName: '城管局', n: 9 },
      { unitName: '住建局', n: 4 },
    ];
    expect(lateLine(units, { value: 15, more: false }, 'zh')).toMatchObject({
      title: '15 件逾期没办完',
      why: { zh: '城管局 9 件、住建局 4 件' },
    });
    expect(lateLine(units, { value: 999, more: true }, 'en')).toMatchObject({ title: '999+ overdue', why: { en: '城管局 9, 住建局 4' } });
    expect(lateLine([], { value: 0, more: false }, 'zh')).toBeNull();
  });

  test('only what there is', () => {
    expect(slippingLines({ reopened: 0, longTermPassed: 0, recurred: 0 }, 'zh')).toEqual([]);
    expect(slippingLines({ reopened: 1, longTermPassed: 0, recurred: 2 }, 'zh').map((line) => line.title)).toEqual([
      '1 件反映人说没解决，已重开',
      '2 件没办完的是同一处复发',
    ]);
  });
});
