import { describe, expect, test } from 'vitest';
import { base32, codeOfStep, isCode, otpauthUri, stepOf } from './totp.ts';

const SECRET = '12345678901234567890';

describe('one-time passwords', () => {
  // RFC 4226, appendix D.
  test.each(
    ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].map(
      (code, step) => [step, code] as const,
    ),
  )('step %i is %s', (step, code) => {
    expect(codeOfStep(SECRET, step)).toBe(code);
  });

  // RFC 6238, appendix B (SHA-1), the last six of eight digits.
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('at second %i it is %s', (second, code) => {
    const at = new Date(second * 1000);
    expect(codeOfStep(SECRET, stepOf(at))).toBe(code);
    expect(isCode(SECRET, code, at)).toBe(true);
  });

  test('clocks may differ by one step, not by two', () => {
    const now = new Date('2026-11-23T01:20:10Z');
    const codes = [-2, -1, 0, 1, 2].map((drift) => isCode(SECRET, codeOfStep(SECRET, stepOf(now) + drift), now));
    expect(codes).toEqual([false, true, true, true, false]);
    expect(isCode(SECRET, 'abcdef', now)).toBe(false);
    expect(isCode(SECRET, '1234567', now)).toBe(false);
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
