import { DEMO_BASE, demoContext } from '../src/demo-context.ts';
import type { Runtime } from '../src/runtime.ts';

const CITY = 1;

/** Loads the demo city without the work of its year: quick, and the same names as in the demo. */
export async function loadDemoBase({ app, slices, publicUrl }: Runtime, now: Date): Promise<void> {
  const demo = demoContext({ app, cityId: CITY, today: now, publicUrl });
  for (const part of slices.flatMap((slice) => slice.demo ?? []).toSorted((a, b) => a.order - b.order))
    if (part.order <= DEMO_BASE) await part.load(demo);
}
