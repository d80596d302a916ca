import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps personal data unreadable in the database and its copies; the key comes from the deployment's secret. */
export interface Sealer {
  /** Encrypts (AES-256-GCM); the same text gives another seal each time. */
  seal(text: string): string;
  /** @throws Error when it was not sealed here, or was changed */
  open(sealed: string): string;
  /** The same text gives the same mark: for looking up without storing it. */
  mark(text: string): string;
}

const VERSION = 'v1';

export function sealerFor(secret: string): Sealer {
  const keyFor = (use: string) => Buffer.from(hkdfSync('sha256', secret, 'tongchuang', use, 32));
  const sealing = keyFor('seal');
  const marking = keyFor('mark');
  return {
    seal: (text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed.slice(VERSION.length + 1), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
    },
    mark: (text) => createHmac('sha256', marking).update(text).digest('base64url'),
  };
}
