import type { PageCookie, PageRequest } from '../../platform/slice.ts';

/** A case that was reported from this browser: with its code it can be followed without typing. */
export interface Mine {
  readonly number: string;
  readonly code: string;
}

const NAME = 'mine';
const DAYS = 90;
const MOST = 6;
const entry = /^(\d{4}-\d{5,8})\.(\d{6})$/;

/** The cases of this browser, newest first. The code proves the right, so nothing else needs to be signed. */
export function readMine({ cookies }: Pick<PageRequest, 'cookies'>): readonly Mine[] {
  return (cookies[NAME] ?? '').split('~').flatMap((text) => {
    const [, number, code] = entry.exec(text) ?? [];
    return number && code ? [{ number, code }] : [];
  });
}

/** Remembers a case in this browser, in front of the others. */
export function rememberMine(request: Pick<PageRequest, 'cookies'>, added: Mine): PageCookie {
  const others = readMine(request).filter(({ number }) => number !== added.number);
  const value = [added, ...others].slice(0, MOST).map(({ number, code }) => `${number}.${code}`);
  return { name: NAME, value: value.join('~'), days: DAYS };
}

export const codeOf = (request: Pick<PageRequest, 'cookies'>, number: string): string | undefined =>
  readMine(request).find((mine) => mine.number === number)?.code;
