import type { Browser } from 'playwright-core';
import { afterAll, aroundEach, beforeAll } from 'vitest';
import { theBrowser } from './browser.ts';
import { Cast } from './cast.ts';
import { openStage, type Stage } from './stage.ts';

export interface Scene {
  readonly stage: Stage;
  readonly browser: Browser;
  readonly cast: Cast;
}

/**
 * What lasts from the first test of a file to its last, or for one attempt at a test. It ends when everything is over that
 * a failed test asks for; `afterEach` would take the browser away before its pictures are taken.
 */
export function lasting(per: 'file' | 'attempt', open: () => Promise<void>, close: () => Promise<void>): void {
  if (per === 'file') {
    beforeAll(open);
    afterAll(close);
    return;
  }
  aroundEach(async (attempt) => {
    try {
      await open();
      await attempt();
    } finally {
      await close();
    }
  });
}

/**
 * The demo city and a browser before it, from the first test of a file to its last.
 * "attempt": every test, and every repetition of one, gets a city of its own; for tests that cannot
 * meet what they left behind (an account, a closed month, a registered call).
 */
export function openScene(per: 'file' | 'attempt', prepare?: (stage: Stage) => Promise<unknown>): Scene {
  let stage: Stage | undefined;
  let browser: Browser | undefined;
  let cast: Cast | undefined;
  beforeAll(async () => {
    browser = await theBrowser();
  });
  const open = async () => {
    [stage, cast] = [undefined, undefined];
    stage = await openStage();
    await prepare?.(stage);
    cast = new Cast(stage, opened(browser));
  };
  const close = async () => {
    // Everybody closes the browser before the server goes, which they would miss.
    await Promise.all(browser?.contexts().map((context) => context.close()) ?? []);
    await stage?.close();
  };
  lasting(per, open, close);
  return {
    get stage() {
      return opened(stage);
    },
    get browser() {
      return opened(browser);
    },
    get cast() {
      return opened(cast);
    },
  };
}

function opened<T>(what: T | undefined): T {
  if (what === undefined) throw new Error('the scene opens before the tests of its file');
  return what;
}
