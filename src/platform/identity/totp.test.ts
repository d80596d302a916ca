import { describe, expect, test } from 'vitest';
import { base32, codeOfStep, isCode, otpauthUri, stepOf } from './totp.ts';

const SECRET = '12345678901234567890';

describe('one-time passwords', () => {
  // RFC 4226, appendix D.
  test.each(
    ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].map(
      (code, step) => [step, code] as const,
    ),
  )('step %i is %s', async (step, code) => {
    expect(await codeOfStep(SECRET, step)).toBe(code);
  });

  // RFC 6238, appendix B (SHA-1), the last six of eight digits.
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('at second %i it is %s', async (second, code) => {
    const at = new Date(second * 1000);
    expect(await codeOfStep(SECRET, stepOf(at))).toBe(code);
    expect(await isCode(SECRET, code, at)).toBe(true);
  });

  test('clocks may differ by one step, not by two', async () => {
    const now = new Date('2026-11-23T01:20:10Z');
    const codes = [];
    for (const drift of [-2, -1, 0, 1, 2]) codes.push(await isCode(SECRET, await codeOfStep(SECRET, stepOf(now) + drift), now));
    expect(codes).toEqual([false, true, true, true, false]);
    expect(await isCode(SECRET, 'abcdef', now)).toBe(false);
    expect(await isCode(SECRET, '1234567', now)).toBe(false);
  });

  // RFC 4648, section 10.
  test.each([
    ['f', 'MY'],
    ['foobar', 'MZXW6YTBOI'],
    ['', ''],
  ])('%s in base32 is %s', (text, encoded) => {
    expect(base32(text)).toBe(encoded);
  });

  test('the QR code names issuer and account', () => {
    const uri = new URL(otpauthUri('abc', '同创', 'office'));
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain('同创:office');
    expect(Object.fromEntries(uri.searchParams)).toEqual({ secret: 'MFRGG', issuer: '同创', digits: '6', period: '30' });
  });
});
