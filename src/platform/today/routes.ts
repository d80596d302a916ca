import { route, type Route, type SearchSource, type Slice } from '../slice.ts';
import { getToday, search } from './api.ts';

const LINES = 12;
const HITS_OF_ONE_KIND = 6;

/** 今日 and Ctrl-K over what the slices contribute. */
export function todayRoutes(sources: readonly NonNullable<Slice['today']>[], searches: readonly SearchSource[]): Route[] {
  return [
    route(getToday, async (ctx) => {
      const lines = (await Promise.all(sources.map((source) => source(ctx)))).flat();
      const sorted = lines.toSorted((a, b) => b.weight - a.weight || (a.due?.getTime() ?? Infinity) - (b.due?.getTime() ?? Infinity));
      return { items: sorted.slice(0, LINES), more: Math.max(0, sorted.length - LINES) };
    }),
    route(search, async (ctx, input) => {
      const allowed = searches.filter((source) => ctx.may(source.permission));
      const hits = await Promise.all(allowed.map((source) => source.find(ctx, input.text, HITS_OF_ONE_KIND)));
      return { items: hits.flat() };
    }),
  ];
}
