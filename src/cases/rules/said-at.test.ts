import { expect, test } from 'vitest';
import { decideSaidAt } from './said-at.ts';

const now = new Date('2026-11-23T09:20:00+08:00');

test.each([
  ['2026-11-23T09:20:00+08:00', '2026-11-23T01:20:00.000Z'],
  ['2026-10-01T00:00:00+08:00', '2026-09-30T16:00:00.000Z'],
  ['2025-11-23T09:20:00+08:00', '2025-11-23T01:20:00.000Z'],
  // A phone whose clock is ahead.
  ['2026-11-23T20:00:00+08:00', '2026-11-23T01:20:00.000Z'],
  ['2026-11-25T09:20:00+08:00', 'cases.saidAtWrong'],
  ['2199-01-01T00:00:00+08:00', 'cases.saidAtWrong'],
  ['2025-11-20T09:20:00+08:00', 'cases.saidAtWrong'],
  ['1900-01-01T00:00:00+08:00', 'cases.saidAtWrong'],
])('said at %s it is kept as, or refused by: %s', (saidAt, kept) => {
  const decision = decideSaidAt(new Date(saidAt), now);
  expect(decision.refused ? decision.refused.code : decision.ok.toISOString()).toBe(kept);
});
