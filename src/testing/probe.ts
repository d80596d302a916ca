import { sql } from 'kysely';
import { z } from 'zod';
import { aCity } from '../city/fixtures.ts';
import { id } from '../kernel/ids.ts';
import { nothing, operation } from '../kernel/operation.ts';
import { both, defineProblems, Problem } from '../kernel/problem.ts';
import { moment } from '../kernel/time.ts';
import { newId } from '../platform/ids.ts';
import { httpSlice } from '../platform/http/slice.ts';
import { journalOf } from '../platform/journal/journal.ts';
import { route, type Slice } from '../platform/slice.ts';
import { startTestApp, type TestApp, type TestAppOptions } from './app.ts';

/** A slice that does nothing but what the machinery has to bear: answers, refuses, leaks, crashes, reacts. */

const SUBJECT = newId();
const probeProblems = defineProblems({ tooOdd: { status: 409, zh: '{n} 太怪。', en: '{n} is too odd.' } });

export const echo = operation({
  id: 'probe.echo',
  method: 'GET',
  path: '/probe/:name',
  summary: { zh: '回声', en: 'Echo' },
  permission: 'public',
  params: { name: z.string().min(2) },
  query: { n: z.coerce.number().int().min(1), at: moment.optional() },
  output: z.object({ name: z.string(), n: z.number(), at: moment.nullable() }),
});
export const add = operation({
  id: 'probe.add',
  method: 'POST',
  path: '/probe',
  summary: { zh: '记一笔', en: 'Add' },
  permission: 'public',
  body: { n: z.int(), place: z.object({ lng: z.number().max(180, both('经度太大', 'too far east')) }).optional() },
  output: z.object({ numberOfEntries: z.int(), journal: z.int() }),
  errors: [probeProblems.tooOdd],
});
/** Hands out a secret for a secret. */
export const handOut = operation({
  id: 'probe.handOut',
  method: 'POST',
  path: '/probe/hand-out',
  summary: { zh: '发', en: 'Hand out' },
  permission: 'public',
  secret: true,
  body: { password: z.string() },
  output: z.object({ secret: z.string() }),
});
export const leak = operation({
  id: 'probe.leak',
  method: 'POST',
  path: '/probe/leak',
  summary: { zh: '漏', en: 'Leak' },
  permission: 'public',
  output: z.strictObject({ shown: z.string() }),
});
export const small = operation({
  id: 'probe.small',
  method: 'POST',
  path: '/probe/small',
  summary: { zh: '小', en: 'Small' },
  permission: 'public',
  output: nothing,
  bodyLimit: 2048,
});
export const crash = operation({
  id: 'probe.crash',
  method: 'POST',
  path: '/probe/crash',
  summary: { zh: '坏', en: 'Crash' },
  permission: 'public',
  output: nothing,
});
export const staff = operation({
  id: 'probe.staff',
  method: 'POST',
  path: '/probe/staff/:id',
  summary: { zh: '内', en: 'Staff' },
  permission: 'probe.act',
  params: { id },
  output: nothing,
});

/** What the reaction has done, and whether it shall fail. */
export const reaction = { count: 0, fails: false };
const types = {
  'probe.added': { zh: '记一笔', en: 'Added' },
  'probe.counted': { zh: '数过', en: 'Counted' },
  'probe.handedOut': { zh: '发出', en: 'Handed out' },
};
type Types = typeof types;
declare module '../platform/context.ts' {
  interface FactTypes extends Types {}
}

export const probeSlice: Slice = {
  name: 'probe',
  facts: { types, subjects: { probe: { zh: '探针', en: 'Probe' } }, fields: { n: { zh: '数', en: 'N' } } },
  grants: { 'probe.act': ['officeStaff'] },
  routes: [
    route(echo, async (_ctx, input) => ({ name: input.name, n: input.n, at: input.at ?? null })),
    route(add, async (ctx, input) => {
      await ctx.record({ type: 'probe.added', subject: { kind: 'probe', id: SUBJECT }, after: { n: input.n } });
      if (input.n % 2 === 1) throw new Problem(probeProblems.tooOdd, { n: input.n });
      const [row] = await ctx.tx.rows(
        sql<{ n: number }>`select count(*) as n from journal where city_id = ${ctx.tx.cityId} and subject_id = ${SUBJECT}`,
      );
      return { numberOfEntries: 1, journal: row?.n ?? 0 };
    }),
    route(handOut, async (ctx) => {
      await ctx.record({ type: 'probe.handedOut', subject: { kind: 'probe', id: SUBJECT } });
      return { secret: `handed out ${newId()}` };
    }),
    route(leak, async () => ({ shown: 'a', secret: 'b' }) as never),
    route(crash, async (ctx) => {
      await ctx.record({ type: 'probe.added', subject: { kind: 'probe', id: SUBJECT }, after: null });
      throw new Error('a secret reason');
    }),
    route(staff, async () => undefined),
    route(small, async () => undefined),
  ],
  reactions: [
    {
      on: 'probe.added',
      name: 'probe.count',
      react: async (ctx) => {
        await ctx.record({ type: 'probe.counted', subject: { kind: 'probe', id: SUBJECT } });
        if (reaction.fails) throw new Error('not yet');
        reaction.count++;
      },
    },
  ],
};

/** The probe alone, in a small city. */
export async function startProbe(options: Omit<TestAppOptions, 'slices'> = {}): Promise<TestApp> {
  const app = await startTestApp({ ...options, slices: [httpSlice, probeSlice] });
  await app.as('system', (ctx) => aCity(ctx.tx));
  return app;
}

/** Facts of the probe, as the journal holds them. */
export const entriesOf = async ({ app }: TestApp): Promise<string[]> =>
  (await journalOf(app.database.reader(1), { kind: 'probe', id: SUBJECT })).map((entry) => entry.type);
