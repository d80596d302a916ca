import { expect, test } from 'vitest';
import { aCase } from '../src/cases/fixtures.ts';
import { scan } from './browser.ts';
import { demoHands } from './hands.ts';
import { openStreet, sideways } from './street.ts';

const street = openStreet();

const STATES = [
  'reported',
  'filed',
  'assigned',
  'inProgress',
  'handled',
  'returned',
  'adjudicating',
  'rework',
  'closed',
  'reopened',
] as const;

interface Told {
  readonly number: string;
  readonly code: string;
  readonly state: (typeof STATES)[number];
}

/** One case in each of these states, as the reporter who stands here is told of it. */
function tell(states: readonly Told['state'][]): Promise<readonly Told[]> {
  return street.scene.stage.arrange(async (ctx) => {
    const hands = await demoHands(ctx);
    const report = { lng: street.here.longitude, lat: street.here.latitude };
    const told: Told[] = [];
    for (const state of states) told.push({ ...(await aCase(ctx, hands, { state, report })), state });
    return told;
  });
}

test.each([
  ['大字版 on a small phone', 320, 'large=1'],
  ['English', 360, 'lang=en'],
  ['English in large type', 320, 'large=1&lang=en'],
  ['before its scripts arrive', 360, ''],
])('a case in every state, %s: no violation of WCAG 2.2 AA, no sideways scrolling', async (_, width, choice) => {
  const told = await tell(STATES);
  const context = await street.phone({ viewport: { width, height: 740 } });
  if (choice === '') await context.route('**/*.js', (route) => route.abort());
  const page = await context.newPage();
  if (choice) await page.goto(`/?${choice}`);
  const found: string[] = [];
  const look = async (what: string) => {
    found.push(...(await scan(page)).map((line) => `${what} ${line}`));
    const over = await sideways(page);
    if (over > 0) found.push(`${what} is ${over} px too wide`);
  };
  for (const { number, code, state } of told) {
    await page.goto(`/follow/${number}?code=${code}`);
    await look(state);
  }
  for (const [index, { number, code }] of (await tell(['closed', 'closed'])).entries()) {
    const answer = index === 0 ? 'yes' : 'no';
    await page.goto(`/follow/${number}?code=${code}`);
    const lines = await page.evaluate<number[]>(`[...document.querySelectorAll('.pair button')].map((one) => {
      const words = document.createRange();
      words.selectNode(one.lastChild);
      return new Set([...words.getClientRects()].map(({ top }) => top)).size;
    })`);
    if (`${lines}` !== '1,1') found.push(`the answers take ${lines} lines`);
    await page.locator(`button[name=solved][value=${answer}]`).click();
    await look(`solved: ${answer}`);
    // What is asked now is on the first screen.
    const asked = await page.locator(index === 0 ? '#mark' : '#words').boundingBox();
    if (!asked || asked.y > 600) found.push(`solved: ${answer} asks at ${asked?.y} px`);
  }
  await context.close();
  expect(found).toEqual([]);
});
