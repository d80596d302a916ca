import type { Edge } from '../edge.ts';
import { readContext, writeContext, type HttpDeps } from './deps.ts';
import { originOf, servedCity } from './request.ts';

/** The platform as mounted addresses see it. */
export function edgeOf(deps: HttpDeps): Edge {
  return {
    database: deps.database,
    files: deps.files,
    limits: deps.limits,
    origin: async (request, authenticate) => {
      const asked: HttpDeps = authenticate ? { ...deps, authenticate: (_request, cityId, locale) => authenticate(cityId, locale) } : deps;
      return originOf(asked, request, await servedCity(deps, request), 'public');
    },
    reading: (origin) => readContext(deps, origin, deps.database.reader(origin.actor.cityId)),
    writing: (origin, work) => deps.database.write(origin.actor.cityId, (tx) => work(writeContext(deps, origin, tx))),
  };
}
