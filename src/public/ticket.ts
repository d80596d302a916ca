import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * A form's ticket: names one submission (its key), says when the form was handed out, and is sealed by the server, so a
 * program has to fetch a fresh one for every submission, wait, and work or answer. Nothing about the visitor is in it.
 */
export interface Ticket {
  /** One submission; sending it again with the same key adds nothing. */
  readonly key: string;
  readonly issuedAt: Date;
  readonly text: string;
  /** The two numbers of the question for who has no scripts. */
  readonly sum: readonly [number, number];
}

export type Seal = (text: string) => string;

/** Nobody fills the form faster than this. */
const LEAST_SECONDS = 3;
const LONGEST_HOURS = 24;
/** Leading zero bits; 32,768 hashes on average, a fraction of a second in the background of a cheap phone. */
export const WORK_BITS = 15;

const keyPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function assemble(seal: Seal, key: string, seconds: number): Ticket {
  const body = `${key}.${seconds.toString(36)}`;
  const mark = seal(body);
  const digest = createHash('sha256').update(mark).digest();
  const sum = [2 + ((digest[0] ?? 0) % 8), 2 + ((digest[1] ?? 0) % 8)] as const;
  return { key, issuedAt: new Date(seconds * 1000), text: `${body}.${mark}`, sum };
}

/** Makes a ticket for one submission. A key that the sender made keeps its submissions apart from others. */
export function issueTicket(seal: Seal, key: string, now: Date): Ticket {
  return assemble(seal, key, Math.floor(now.getTime() / 1000));
}

/** A key as a phone makes it offline, or null. */
export const asKey = (text: string | undefined): string | null => (text && keyPattern.test(text) ? text : null);

/** The ticket that was handed out, or null when the text is not one of ours. */
export function readTicket(seal: Seal, text: string | undefined): Ticket | null {
  const [key, stamp] = (text ?? '').split('.');
  if (!key || !stamp || !keyPattern.test(key) || !/^[0-9a-z]{6,8}$/.test(stamp)) return null;
  const ticket = assemble(seal, key, Number.parseInt(stamp, 36));
  const [given, right] = [Buffer.from(text ?? ''), Buffer.from(ticket.text)];
  return given.length === right.length && timingSafeEqual(given, right) ? ticket : null;
}

export type Verdict = 'pass' | 'ask' | 'stale';

interface Shown {
  /** What the page's script worked out. */
  readonly work?: string;
  /** The answer to the question. */
  readonly answer?: string;
  /** A field that people do not see. */
  readonly trap?: string;
}

/**
 * Who sent this? Work or an answer passes; whoever was too fast or filled the hidden field has to answer. A person is
 * never turned away for good: the question is always offered.
 */
export function judge(ticket: Ticket, shown: Shown, now: Date): Verdict {
  const age = (now.getTime() - ticket.issuedAt.getTime()) / 1000;
  if (age > LONGEST_HOURS * 3600) return 'stale';
  if (shown.answer !== undefined && numberIn(shown.answer) === ticket.sum[0] + ticket.sum[1]) return 'pass';
  if (age < LEAST_SECONDS || (shown.trap ?? '') !== '') return 'ask';
  return shown.work !== undefined && hasWork(ticket.text, shown.work) ? 'pass' : 'ask';
}

/** Is `sha256(ticket:work)` preceded by enough zero bits? */
export function hasWork(ticket: string, work: string): boolean {
  if (!/^\d{1,12}$/.test(work)) return false;
  const digest = createHash('sha256').update(`${ticket}:${work}`).digest();
  return digest.readUInt32BE(0) >>> (32 - WORK_BITS) === 0;
}

const digits = '零一二三四五六七八九';

/** A small number as people write it: `12`, `１２`, `十二`. */
export function numberIn(text: string): number | null {
  const plain = text.trim().normalize('NFKC').replace(/两/g, '二');
  if (/^\d{1,3}$/.test(plain)) return Number(plain);
  const spoken = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(plain);
  if (!spoken || plain === '') return null;
  const [, tens, ten, ones] = spoken;
  if (!ten && tens && ones) return null;
  const one = digits.indexOf(ones ?? '零');
  if (!ten) return digits.indexOf(tens ?? ones ?? '零');
  return (tens ? digits.indexOf(tens) : 1) * 10 + one;
}

/** A number from 2 to 9 in words, so that the question cannot be read off by a pattern for digits. */
export const numberWord = {
  zh: (n: number): string => digits[n] ?? String(n),
  en: (n: number): string => ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'][n] ?? String(n),
};
