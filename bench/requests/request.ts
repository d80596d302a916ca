import type { LoadOptions, Sent } from '../load.ts';
import type { Bench, Viewer } from '../stage.ts';

/** One thing that the bench asks again and again. */
export interface Request {
  readonly name: string;
  readonly options: () => Promise<LoadOptions>;
}

/** Something that takes long and is done once. */
export interface Once {
  readonly name: string;
  readonly run: () => Promise<Sent>;
}

export const get = (bench: Bench, name: string, path: string, viewer: Viewer | null = null): Request => ({
  name,
  options: async () => ({
    url: `${bench.address}${path}`,
    ...(viewer ? { headers: { cookie: await bench.cookieOf(viewer) } } : {}),
  }),
});
