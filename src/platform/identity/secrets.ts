import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto';

/** 32 random bytes for a link or a key; only its hash is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What of a token is stored. It has 256 random bits, so a plain hash cannot be guessed back. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** A short secret (a code, a name) as it may be stored. */
export const keyedHash = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('base64url');

// Without characters that look alike on paper: 0 O o, 1 l I.
const groups = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789'] as const;
const pick = (characters: string): string => characters.charAt(randomInt(characters.length));

/** A password to hand out: four blocks of four, about 92 bits, and each class occurs. */
export function newPassword(): string {
  const all = groups.join('');
  const characters = [...groups.map(pick), ...Array.from({ length: 13 }, () => pick(all))];
  for (let i = characters.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [characters[i], characters[j]] = [characters[j] ?? '', characters[i] ?? ''];
  }
  return (characters.join('').match(/.{4}/g) ?? []).join('-');
}

/** Ten codes for a lost device, each used once. */
export const newBackupCodes = (): string[] =>
  Array.from(
    { length: 10 },
    () =>
      `${Array.from({ length: 5 }, () => pick(groups[1] + groups[2])).join('')}-${Array.from({ length: 5 }, () => pick(groups[1] + groups[2])).join('')}`,
  );

/** The text whose bytes are the shared secret of an authenticator: 32 characters, 190 bits. */
export const newTotpSecret = (): string => Array.from({ length: 32 }, () => pick(groups.join(''))).join('');
