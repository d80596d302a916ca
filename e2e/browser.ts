import { mkdtemp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';

const require = createRequire(import.meta.url);

// The packaged browser brings its own libraries where the environment looks like Lambda; set before it is imported.
process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';

// Made for a single-use sandbox: these weaken or break an ordinary run.
const DROPPED = ['--single-process', '--no-zygote', '--disable-web-security', '--allow-running-insecure-content'];

/** A font for Chinese from the npm package; without a configuration naming it, pages are blank. */
async function fontConfig(): Promise<string> {
  const fonts = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  const folder = await mkdtemp(join(tmpdir(), 'tongchuang-fonts-'));
  await mkdir(join(folder, 'cache'));
  const file = join(folder, 'fonts.conf');
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${join(folder, 'cache')}</cachedir>` +
      `<alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias><alias><family>serif</family><prefer><family>Noto Sans SC</family></prefer></alias></fontconfig>`,
  );
  return file;
}

let running: Browser | undefined;

/** The browser that comes with the npm packages: one for all test files of a process, with which it ends. */
export async function theBrowser(): Promise<Browser> {
  if (!running?.isConnected()) running = await launch();
  return running;
}

async function launch(): Promise<Browser> {
  const { default: chromium } = await import('@sparticuz/chromium');
  const { chromium: driver } = await import('playwright-core');
  // Pages are drawn by the processor alone: no screen of ours is three-dimensional, and a graphics card in software draws slower.
  chromium.setGraphicsMode = false;
  const executablePath = await chromium.executablePath();
  return driver.launch({
    executablePath,
    headless: true,
    args: [
      ...chromium.args.filter((argument) => !DROPPED.some((dropped) => argument.startsWith(dropped))),
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    env: { ...process.env, FONTCONFIG_FILE: await fontConfig() },
  });
}

let axeSource: string | null = null;

/** WCAG 2.2 AA by axe on the page as it is now. Gives each violation in a line; empty = none. */
export async function scan(page: Page): Promise<string[]> {
  axeSource ??= await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
  // Evaluated by the browser's debugger, so the page's content security policy stays in force; once a document, half a megabyte.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axeSource);
  // What is still fading in has not the colours that people read. What turns for ever, and what stands still, is not waited for.
  await page.evaluate(
    'Promise.allSettled(document.getAnimations().filter((one) => one.playState === "running" && one.effect.getComputedTiming().endTime < Infinity).map((one) => one.finished))',
  );
  const results = await page.evaluate<AxeResults>(
    'axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"], preload: false })',
  );
  return results.violations.map(
    (violation) =>
      `${violation.id}: ${violation.help} (${violation.nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join('; ')})`,
  );
}
