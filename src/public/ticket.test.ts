import { createHash, createHmac, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hasWork, issueTicket, judge, numberIn, readTicket, WORK_BITS } from './ticket.ts';

const seal = (text: string) => createHmac('sha256', 'a secret of the test').update(text).digest('base64url');
const issued = new Date('2026-11-23T01:12:00Z');
const after = (seconds: number) => new Date(issued.getTime() + seconds * 1000);

function workFor(ticket: string): string {
  for (let n = 0; ; n += 1) {
    if (createHash('sha256').update(`${ticket}:${n}`).digest().readUInt32BE(0) >>> (32 - WORK_BITS) === 0) return String(n);
  }
}

describe('a ticket', () => {
  const ticket = issueTicket(seal, randomUUID(), issued);
  const right = String(ticket.sum[0] + ticket.sum[1]);

  it('is read back as it was issued', () => {
    expect(readTicket(seal, ticket.text)).toEqual(ticket);
  });

  it.each([
    undefined,
    '',
    'x',
    `${ticket.text}a`,
    ticket.text.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    ticket.text.replace(/^./, (first) => (first === '0' ? '1' : '0')),
  ])('is refused when it is not ours: %s', (text) => {
    expect(readTicket(seal, text)).toBeNull();
  });

  it('of another deployment is refused', () => {
    expect(readTicket((text) => createHmac('sha256', 'another').update(text).digest('base64url'), ticket.text)).toBeNull();
  });

  it.each([
    ['work', 10, { work: workFor(ticket.text) }, 'pass'],
    ['the answer', 10, { answer: right }, 'pass'],
    ['the answer although too fast: people who come back to the form', 1, { answer: right }, 'pass'],
    ['nothing', 10, {}, 'ask'],
    ['work, but too fast', 2, { work: workFor(ticket.text) }, 'ask'],
    ['work, but the hidden field is filled', 10, { work: workFor(ticket.text), trap: 'http://' }, 'ask'],
    ['a wrong answer', 10, { answer: '99' }, 'ask'],
    ['somebody else’s work', 10, { work: workFor('other') === workFor(ticket.text) ? '0' : workFor('other') }, 'ask'],
    ['the answer a day later', 24 * 3600 + 1, { answer: right }, 'stale'],
  ] as const)('with %s', (_, seconds, shown, verdict) => {
    expect(judge(ticket, shown, after(seconds))).toBe(verdict);
  });

  it('takes no work that is not a number', () => {
    expect(hasWork(ticket.text, '1e5')).toBe(false);
    expect(hasWork(ticket.text, '')).toBe(false);
  });
});

it.each([
  ['12', 12],
  [' １２ ', 12],
  ['十二', 12],
  ['十', 10],
  ['七', 7],
  ['两', 2],
  ['十八', 18],
  ['', null],
  ['twelve', null],
  ['一二', null],
] as const)('reads %j as %s', (text, number) => {
  expect(numberIn(text)).toBe(number);
});
