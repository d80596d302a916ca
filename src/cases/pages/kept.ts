import type { ReadContext } from '../../platform/context.ts';

const SECONDS = 60;

interface Kept {
  readonly until: number;
  readonly value: Promise<unknown>;
}

/** One memory a running product, however many cities it serves. */
const memories = new WeakMap<object, Map<string, Kept>>();

/** Places and filters that visitors choose have no end: the oldest is forgotten for the newest. */
const MOST_KEPT = 500;

/**
 * What every visitor of a city is shown alike is worked out once a minute, not for each of them: the figures of a month
 * with 42,000 cases take 40 ms each, and the home page is opened a hundred times a second on a bad day.
 * @param lasts which answers are kept; one that is quickly worked out may as well be of this moment
 */
export function keptForAll<T>(
  ctx: ReadContext,
  name: string,
  work: () => Promise<T>,
  lasts: (answer: T) => boolean = () => true,
): Promise<T> {
  const memory = memories.get(ctx.files) ?? new Map<string, Kept>();
  memories.set(ctx.files, memory);
  const key = `${ctx.read.cityId} ${name}`;
  const known = memory.get(key);
  const now = ctx.now.getTime();
  if (known && known.until > now && known.until <= now + SECONDS * 1000) return known.value as Promise<T>;
  const value = work();
  const kept = { until: now + SECONDS * 1000, value };
  memory.delete(key);
  memory.set(key, kept);
  const [oldest] = memory.keys();
  if (memory.size > MOST_KEPT && oldest !== undefined) memory.delete(oldest);
  const forget = () => memory.get(key) === kept && memory.delete(key);
  // A failure is not kept.
  value.then((answer) => lasts(answer) || forget(), forget);
  return value;
}
