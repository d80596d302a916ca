import { loadGeneratedCases } from '../cases/bulk/load.ts';
import { casesDemo } from '../cases/demo.ts';
import { cityDemo } from '../city/demo.ts';
import { DEMO_BASE, demoContext } from '../demo-context.ts';
import { startTestApp, TEST_NOW, type TestApp } from './app.ts';

/** The demo city in a test, with its year of work or without it. */
export async function loadDemo({ app, cityId }: TestApp, upTo = Number.POSITIVE_INFINITY): Promise<void> {
  const demo = demoContext({ app, cityId, today: TEST_NOW, publicUrl: '' });
  for (const part of [...cityDemo, ...casesDemo]) if (part.order <= upTo) await part.load(demo);
}

/** The product with the demo city and so many generated cases until `TEST_NOW`; the same seed gives the same cases. */
export async function startGeneratedCity({ count, seed }: { readonly count: number; readonly seed: number }): Promise<TestApp> {
  const app = await startTestApp();
  await loadDemo(app, DEMO_BASE);
  const { connection, cityId } = app;
  await loadGeneratedCases({ connection, cityId, count, until: TEST_NOW, seed, onProgress: () => undefined });
  return app;
}
