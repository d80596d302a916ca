import { createHmac, timingSafeEqual } from 'node:crypto';

/*
 * Time-based one-time passwords (RFC 6238): SHA-1, six digits, 30 seconds, as every authenticator understands them.
 * The sign-in library checks codes at sign-in; here is what enrolling needs. The library's key is the secret's text.
 */

const PERIOD = 30_000;

/** The code of one time step (RFC 4226, section 5.3). */
export function codeOfStep(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

export const stepOf = (now: Date): number => Math.floor(now.getTime() / PERIOD);

/** Is it the code of now? One step before and after count too: clocks of phones differ. */
export function isCode(secret: string, code: string, now: Date): boolean {
  if (!/^\d{6}$/.test(code)) return false;
  return [-1, 0, 1].some((drift) => timingSafeEqual(Buffer.from(codeOfStep(secret, stepOf(now) + drift)), Buffer.from(code)));
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 of RFC 4648 without padding. */
export function base32(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((group) => ALPHABET.charAt(parseInt(group.padEnd(5, '0'), 2))).join('');
}

/** What the QR code says. */
export function otpauthUri(secret: string, issuer: string, userName: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(userName)}`;
  return `otpauth://totp/${label}?${new URLSearchParams({ secret: base32(secret), issuer, digits: '6', period: '30' }).toString()}`;
}
