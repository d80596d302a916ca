import fc from 'fast-check';
import { allRoutes } from '../platform/assemble.ts';
import type { Connection } from '../platform/db/database.ts';
import { openApi } from '../platform/http/openapi.ts';
import { everySlice } from './every-slice.ts';
import { awkwardTexts, valueFor, type Known, type Schema } from './schema-values.ts';

/** Every operation as its published description says it, and what a caller might send to it. */

export interface Described {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: 'path' | 'query' | 'header'; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
export interface Sent {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  /** Take the newest version of the record, so that an act gets beyond "stale". */
  readonly newest: boolean;
}

interface Call {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/api/v1/cases/{caseId}` */
  readonly path: string;
  readonly described: Described;
}

export async function describedCalls(cluster: Connection): Promise<Call[]> {
  const routes = allRoutes(await everySlice(cluster));
  const document = openApi(
    routes.map((route) => route.operation),
    'test',
  ) as { readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>> };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      id: described.operationId,
      method: method.toUpperCase() as Call['method'],
      path,
      described,
    })),
  );
}

export function sentTo({ parameters, requestBody }: Described, known: Known): fc.Arbitrary<Sent> {
  const place = (where: 'path' | 'query') => {
    const fields = parameters.filter((one) => one.in === where).map((one) => [one.name, valueFor(one.schema, one.name, known)] as const);
    return where === 'path'
      ? fc.record(Object.fromEntries(fields))
      : fc.subarray(fields).chain((some) => fc.record(Object.fromEntries(some.slice(0, 4))));
  };
  const json = requestBody?.content['application/json'];
  return fc.record({
    path: place('path'),
    query: place('query'),
    newest: fc.boolean(),
    body: json
      ? fc.oneof({ arbitrary: valueFor(json.schema, '', known), weight: 20 }, fc.constantFrom(...awkwardTexts))
      : requestBody
        ? fc.constantFrom(...awkwardTexts)
        : fc.constant(undefined),
  });
}

const escaped = (value: unknown) => encodeURIComponent(String(value).replace(/\p{Cs}/gu, '\uFFFD'));

export function addressOf(path: string, sent: Sent): string {
  const address = path.replace(/\{(\w+)\}/g, (_whole, name: string) => escaped(sent.path[name]) || '%20');
  const query = Object.entries(sent.query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => `${name}=${escaped(one)}`),
  );
  return query.length > 0 ? `${address}?${query.join('&')}` : address;
}
