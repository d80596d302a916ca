import { timingSafeEqual } from 'node:crypto';
import { base32 as alphabet } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';

/*
 * Time-based one-time passwords (RFC 6238): SHA-1, six digits, 30 seconds, as every authenticator understands them, by the
 * sign-in library's own parts. It checks codes at sign-in itself; here is what enrolling needs, at the moment of the
 * request. Its key is the secret's text.
 */

const PERIOD = 30_000;

export const stepOf = (now: Date): number => Math.floor(now.getTime() / PERIOD);

/** The code of one time step. */
export const codeOfStep = (secret: string, step: number): Promise<string> => createOTP(secret).hotp(step);

/** Is it the code of now? One step before and after count too: clocks of phones differ. */
export async function isCode(secret: string, code: string, now: Date): Promise<boolean> {
  if (!/^\d{6}$/.test(code)) return false;
  const near = await Promise.all([-1, 0, 1].map((drift) => codeOfStep(secret, stepOf(now) + drift)));
  return near.some((one) => timingSafeEqual(Buffer.from(one), Buffer.from(code)));
}

/** Base32 of RFC 4648 without padding, for typing. */
export const base32 = (text: string): string => alphabet.encode(text, { padding: false });

/** What the QR code says. */
export const otpauthUri = (secret: string, issuer: string, userName: string): string => createOTP(secret).url(issuer, userName);
