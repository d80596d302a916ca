import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFailed } from 'vitest';
import { personByUserName } from '../src/city/exports.ts';
import { scan } from './browser.ts';
import type { Stage } from './stage.ts';

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1440, height: 900 };

/** Somebody before a browser: what is shown, and everything that went wrong in it. */
export class Visitor {
  readonly page: Page;
  readonly #troubles: string[];

  constructor(page: Page, troubles: string[]) {
    this.page = page;
    this.#troubles = troubles;
  }

  /** Waits until every text stands on the page. */
  async reads(...texts: readonly (string | RegExp)[]): Promise<void> {
    for (const text of texts) await this.page.getByText(text).filter({ visible: true }).first().waitFor();
  }

  async presses(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).filter({ visible: true }).first().click();
  }

  /** A step ends: nothing hinders people with disabilities, and the browser had nothing to complain about. */
  async rests(): Promise<void> {
    expect(await scan(this.page)).toEqual([]);
    expect(this.#troubles).toEqual([]);
  }
}

/**
 * Opens every address, each by one of the visitors: while one waits for the network to rest, another's page is drawn.
 * Visitors have browsers of their own, so that none waits for what another is loading.
 */
export async function shareOut(
  visitors: readonly Visitor[],
  addresses: readonly string[],
  look: (visitor: Visitor, address: string) => Promise<void>,
): Promise<void> {
  const left = [...addresses];
  const walk = async (visitor: Visitor) => {
    for (let address = left.shift(); address !== undefined; address = left.shift()) {
      await visitor.page.goto(address);
      await look(visitor, address);
    }
  };
  await Promise.all(visitors.map(walk));
}

/** Collects what a browser reports about the pages of a context: errors, violated policies, broken addresses. */
function watch(context: BrowserContext, troubles: string[]): void {
  context.on('page', (page) => {
    page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(`console: ${message.text()} ${message.location().url}`);
    });
  });
  context.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
  });
}

/** Everybody who takes part in a journey, each with a browser of their own. */
export class Cast {
  readonly #stage: Stage;
  readonly #browser: Browser;
  readonly #users = new Map<string, string>();
  readonly #contexts: BrowserContext[] = [];

  constructor(stage: Stage, browser: Browser) {
    this.#stage = stage;
    this.#browser = browser;
  }

  /** Call it first in a test: when it fails, what everybody saw is kept as pictures. */
  keepPicturesOfFailure(under = tmpdir()): void {
    onTestFailed(async () => {
      const pages = this.#contexts.flatMap((context) => context.pages());
      if (pages.length === 0) return;
      const folder = await mkdtemp(join(under, 'tongchuang-failed-'));
      for (const [index, page] of pages.entries()) await page.screenshot({ path: join(folder, `${index + 1}.png`) });
      process.stderr.write(`what the browsers showed: ${folder}\n`);
    });
  }

  /** Everybody closes the browser: before the server goes, which they would miss. */
  async leave(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
  }

  /** Somebody without an account. */
  async citizen(path: string, options: BrowserContextOptions = {}): Promise<Visitor> {
    const { context, troubles } = await this.#open({ viewport: PHONE, hasTouch: true, isMobile: true, ...options });
    const page = await context.newPage();
    await page.goto(path);
    return new Visitor(page, troubles);
  }

  /** Somebody of the demo city, signed in by a one-time link. */
  async staff(userName: string, options: BrowserContextOptions = {}): Promise<Visitor> {
    const { context, troubles } = await this.#open({ viewport: DESK, ...options });
    const page = await this.#stage.signIn(context, await this.#accountOf(userName));
    return new Visitor(page, troubles);
  }

  /** Somebody else sits down before the same browser. */
  async takesOver(context: BrowserContext, userName: string): Promise<Page> {
    await context.clearCookies();
    return this.#stage.signIn(context, await this.#accountOf(userName));
  }

  async #open(options: BrowserContextOptions): Promise<{ context: BrowserContext; troubles: string[] }> {
    const context = await this.#browser.newContext({
      baseURL: this.#stage.address,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      ...options,
    });
    this.#contexts.push(context);
    const troubles: string[] = [];
    watch(context, troubles);
    context.setDefaultTimeout(15_000);
    return { context, troubles };
  }

  async #accountOf(userName: string): Promise<string> {
    const known = this.#users.get(userName);
    if (known) return known;
    const userId = await this.#stage.arrange(async (ctx) => {
      const person = await personByUserName(ctx.tx, userName);
      if (!person) throw new Error(`the demo city lacks ${userName}`);
      return this.#stage.runtime.identity.createAccount(ctx, {
        personId: person.id,
        name: person.name,
        userName,
        password: { text: `Aa1-${randomUUID()}`, handedOut: false },
      });
    });
    this.#users.set(userName, userId);
    return userId;
  }
}
