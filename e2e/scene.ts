import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchBrowser } from './browser.ts';
import { Cast } from './cast.ts';
import { loadDemoBase } from './demo-city.ts';
import { openStage, type Stage } from './stage.ts';

export interface Scene {
  readonly stage: Stage;
  readonly browser: Browser;
  readonly cast: Cast;
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
  const [before, after] = per === 'file' ? [beforeAll, afterAll] : [beforeEach, afterEach];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  before(async () => {
    stage = await openStage();
    await loadDemoBase(stage.runtime, new Date());
    await prepare?.(stage);
    cast = new Cast(stage, opened(browser));
  });
  after(async () => {
    await cast?.leave();
    await stage?.close();
  });
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
