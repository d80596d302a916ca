import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { administratorRoles, roles, type Role } from '../kernel/actor.ts';
import { type Decision, inBoth } from '../kernel/problem.ts';
import { fill } from '../kernel/text.ts';
import {
  areasFitBelow,
  unitsFitBelow,
  appoint,
  cityDay,
  dayBefore,
  deputise,
  handOver,
  inForce,
  isWithin,
  lastDay,
  maskPhone,
  moveBelow,
  overlap,
  pathBelow,
  placeArea,
  placeUnit,
  rolesAt,
  roleUnits,
  takeDuty,
  type Held,
} from './rules.ts';
import { unitKinds, type UnitKind } from './schema.ts';

/** What a refusal says. */
function said(decision: Decision<unknown>): unknown {
  if (!decision.refused) return null;
  const { refused, detail = {} } = decision;
  const side = (language: 'zh' | 'en') =>
    fill(refused[language], Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, inBoth(String(value))[language]])));
  return { zh: side('zh'), en: side('en') };
}

const person = { id: 'p1', name: '单晓禾', active: true };
const post = (role: Role, validFrom = '2026-01-01', validTo: string | null = null): Held => ({
  id: role,
  role,
  unitId: 'u1',
  areaId: null,
  validFrom,
  validTo,
});
const codeOf = (decision: { readonly refused?: { readonly code: string } | undefined }) => decision.refused?.code ?? 'ok';

test('a day is the city’s day', () => {
  expect(cityDay(new Date('2026-11-22T15:59:59Z'))).toBe('2026-11-22');
  expect(cityDay(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
  expect(dayBefore('2026-03-01')).toBe('2026-02-28');
  expect(dayBefore('2024-03-01')).toBe('2024-02-29');
});

describe('periods', () => {
  const period = fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.option(fc.integer({ min: -1, max: 40 })))
    .map(([from, length]) => ({ validFrom: dayAt(from), validTo: length === null ? null : dayAt(from + length) }));
  property.prop([period, period])('overlap exactly when a day lies in both', (a, b) => {
    const days = Array.from({ length: 90 }, (_, index) => dayAt(index));
    expect(overlap(a, b)).toBe(days.some((day) => inForce(a, day) && inForce(b, day)));
    expect(overlap(a, b)).toBe(overlap(b, a));
  });
});

function dayAt(offset: number): string {
  return new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10);
}

describe('posts', () => {
  const wanted = { ...post('unitLiaison'), unitKind: 'department' as const, unitArea: null, area: null, person, held: [], by: 'security' };
  test.each([
    ['a first post', {}, 'ok'],
    ['by the system, when a city is set up', { by: null }, 'ok'],
    ['to oneself', { by: 'p1' }, 'selfAppointment'],
    ['to somebody who left', { person: { ...person, active: false } }, 'personInactive'],
    ['that ends before it begins', { validTo: '2025-12-31' }, 'wrongPeriod'],
    ['a second business post', { held: [post('officeStaff')] }, 'ok'],
    ['of a community without the community', { role: 'communityHead' as const, unitKind: 'community' as const }, 'areaNeeded'],
    ['of a community', { role: 'communityHead' as const, areaId: 'a1', unitKind: 'community' as const }, 'ok'],
    ['of an area within the unit’s', { areaId: 'a1', area: 'd/s/c', unitArea: 'd/s' }, 'ok'],
    ['of an area of another unit', { areaId: 'a1', area: 'd/t', unitArea: 'd/s' }, 'areaOutsideUnit'],
    ['of the whole district by a street', { areaId: 'a1', area: 'd', unitArea: 'd/s' }, 'areaOutsideUnit'],
    ['of the office at a department', { role: 'officeStaff' as const }, 'roleUnit'],
    ['of the office at the office', { role: 'officeStaff' as const, unitKind: 'office' as const }, 'ok'],
    ['of the commander at the office', { role: 'commander' as const, unitKind: 'office' as const }, 'roleUnit'],
    ['of a street at a community', { role: 'streetStaff' as const, areaId: 'a1', unitKind: 'community' as const }, 'roleUnit'],
    ['the same again', { held: [post('unitLiaison')] }, 'postExists'],
    ['the same after the first is over', { held: [post('unitLiaison', '2025-01-01', '2025-12-31')] }, 'ok'],
    ['to an administrator', { held: [post('systemAdmin')] }, 'administratorsApart'],
    ['to a former administrator', { held: [post('systemAdmin', '2025-01-01', '2025-12-31')] }, 'ok'],
    ['of an administrator to an official', { role: 'auditAdmin' as const, held: [post('officeStaff')] }, 'administratorsApart'],
    [
      'of an administrator to an official who leaves before',
      { role: 'auditAdmin' as const, held: [post('officeStaff', '2025-01-01', '2025-12-31')] },
      'ok',
    ],
  ])('%s', (_name, change, code) => {
    expect(codeOf(appoint({ ...wanted, ...change }))).toBe(code);
  });

  test.each(Object.keys(unitKinds) as UnitKind[])(
    'at a unit of kind %s are offered where the rule lets them be given, and nothing else',
    (unitKind) => {
      const given = (Object.keys(roles) as Role[]).filter((role) => {
        const code = codeOf(appoint({ ...wanted, role, unitKind, areaId: 'a1' }));
        return code === 'ok';
      });
      expect(rolesAt(unitKind)).toEqual(given);
      expect(given).toContain('unitLiaison');
    },
  );

  const anyRole = fc.constantFrom(...(Object.keys(roles) as Role[]));
  property.prop([fc.array(anyRole, { maxLength: 12 })])(
    'however many are given, nobody is an administrator and something else',
    (wishes) => {
      const held: Held[] = [];
      for (const [index, role] of wishes.entries()) {
        const next = { ...post(role), id: `${index}`, areaId: 'a1', unitKind: roleUnits[role][0] ?? 'office', unitArea: null, area: null };
        if (appoint({ ...next, person, held, by: 'security' }).refused === undefined) held.push(next);
      }
      const kinds = new Set(held.map((one) => one.role));
      const administrator = administratorRoles.some((role) => kinds.has(role));
      expect(administrator ? kinds.size : 1).toBe(1);
    },
  );

  test.each([
    ['within the holder’s days', {}, 'p2', 'ok'],
    ['longer than the holder', { validTo: '2027-01-02' }, 'p2', 'deputyOutside'],
    ['without an end', { validTo: null }, 'p2', 'deputyOutside'],
    ['earlier than the holder', { validFrom: '2025-12-31' }, 'p2', 'deputyOutside'],
    ['for oneself', {}, 'p1', 'deputySelf'],
  ])('a deputy %s', (_name, days, deputy, code) => {
    const holder = { ...post('unitHead', '2026-01-01', '2026-12-31'), personId: 'p1', deputyFor: null };
    expect(codeOf(deputise({ holder, deputy, period: { validFrom: '2026-05-01', validTo: '2026-05-07', ...days } }))).toBe(code);
    expect(
      codeOf(deputise({ holder: { ...holder, deputyFor: 'x' }, deputy: 'p2', period: { validFrom: '2026-05-01', validTo: '2026-05-07' } })),
    ).toBe('deputyOfDeputy');
  });

  test('end at once, or on the day wanted', () => {
    expect(lastDay(post('inspector'), undefined, '2026-11-23')).toEqual({ ok: '2026-11-22' });
    expect(lastDay(post('inspector'), '2026-12-31', '2026-11-23')).toEqual({ ok: '2026-12-31' });
    expect(lastDay(post('inspector', '2026-11-23'), undefined, '2026-11-23')).toEqual({ ok: '2026-11-22' });
    expect(lastDay(post('inspector', '2027-01-01'), undefined, '2026-11-23')).toEqual({ ok: '2026-12-31' });
    expect(codeOf(lastDay(post('inspector', '2026-01-01', '2026-02-01'), undefined, '2026-11-23'))).toBe('alreadyEnded');
    expect(codeOf(lastDay(post('inspector', '2026-05-01'), '2026-04-29', '2026-11-23'))).toBe('wrongPeriod');
  });
});

describe('trees', () => {
  test('areas and units stand below what makes sense', () => {
    expect(codeOf(placeArea('compound', 'community'))).toBe('ok');
    expect(codeOf(placeArea('compound', 'block'))).toBe('ok');
    expect(codeOf(placeArea('compound', 'street'))).toBe('wrongParent');
    expect(codeOf(placeArea('district', 'district'))).toBe('wrongParent');
    expect(codeOf(placeArea('street', null))).toBe('ok');
    expect(codeOf(placeUnit('community', 'street'))).toBe('ok');
    expect(codeOf(placeUnit('community', null))).toBe('wrongParent');
    expect(codeOf(placeUnit('residentUnit', 'community'))).toBe('ok');
  });
  test('become another kind with what stands below, or not at all', () => {
    expect(codeOf(areasFitBelow('block', []))).toBe('ok');
    expect(codeOf(areasFitBelow('community', [{ name: 'a', kind: 'compound' }]))).toBe('ok');
    expect(codeOf(areasFitBelow('street', [{ name: 'a', kind: 'compound' }]))).toBe('doesNotFitBelow');
    expect(codeOf(unitsFitBelow('district', [{ name: 'a', kind: 'street' }]))).toBe('ok');
    expect(codeOf(unitsFitBelow('department', [{ name: 'a', kind: 'street' }]))).toBe('doesNotFitBelow');
  });
  test.each([
    [
      placeArea('compound', 'street'),
      '小区只能放在社区下面或网格下面，不能放在街道下面。',
      'A compound stands below a community or below a block, not below a street.',
    ],
    [
      placeArea('compound', null),
      '小区只能放在社区下面或网格下面，不能放在最上级。',
      'A compound stands below a community or below a block, not at the top.',
    ],
    [placeArea('district', 'street'), '区县只能放在最上级，不能放在街道下面。', 'A district stands at the top, not below a street.'],
  ])('what makes no sense is refused with what would', (decision, zh, en) => {
    expect(said(decision)).toEqual({ zh, en });
  });
  test('nothing moves below itself', () => {
    const path = pathBelow('a', 'b');
    expect(path).toBe('a/b');
    expect(codeOf(moveBelow(path, 'a/b/c'))).toBe('circular');
    expect(codeOf(moveBelow(path, 'a/b'))).toBe('circular');
    expect(codeOf(moveBelow(path, 'a'))).toBe('ok');
    expect(isWithin('a/bc', 'a/b')).toBe(false);
  });
});

describe('area duties', () => {
  const duty = { personId: 'p1', personName: '李秋禾', validFrom: '2026-03-02', validTo: null };
  test.each([
    ['in a vacant area', [], 'ok'],
    ['while somebody has it', [duty], 'dutyTaken'],
    ['after somebody had it', [{ ...duty, validTo: '2026-04-30' }], 'ok'],
    ['while one that ends later runs', [{ ...duty, validTo: '2026-05-01' }], 'dutyTaken'],
  ])('are given %s', (_name, existing, code) => {
    expect(codeOf(takeDuty('水文局小区', { personId: 'p2', validFrom: '2026-05-01', validTo: null }, existing))).toBe(code);
  });
  test.each([
    ['to another person', { personId: 'p2', validFrom: '2026-05-01' }, '2026-04-30'],
    ['on its first day, as if it had never begun', { personId: 'p2', validFrom: '2026-03-02' }, '2026-03-01'],
    ['to the same person', { personId: 'p1', validFrom: '2026-05-01' }, 'dutySame'],
    ['before it began', { personId: 'p2', validFrom: '2026-03-01' }, 'dutyBefore'],
  ])('are handed over %s', (_name, to, expected) => {
    const decision = handOver('水文局小区', duty, to);
    expect(decision.refused ? decision.refused.code : decision.ok).toBe(expected);
  });
});

test.each([
  ['13812342046', '138****2046'],
  ['0911-2345678', '091*****5678'],
  ['12345', '***45'],
  ['110', '*10'],
])('the phone %s shows as %s', (phone, shown) => {
  expect(maskPhone(phone)).toBe(shown);
});
