import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../kernel/problem.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Edge } from '../platform/edge.ts';
import type { StagedFile } from '../platform/files/store.ts';
import { bytesOf, partsOf } from '../platform/http/multipart.ts';
import { apiKeyOf, type ApiKey } from '../platform/identity/api-keys.ts';
import type { ApiScope } from '../platform/identity/schema.ts';
import type { Origin } from '../platform/origin.ts';
import { Refused } from './refused.ts';
import { merged, oneOf, type Parameters } from './rules/parameters.ts';
import { MOST_MEDIA, open311Problems as refusals } from './schema.ts';

/** What arrives by HTTP, read into what the services take. */

const PICTURE_LIMIT = 20 * 1024 * 1024;
/** A description of 4,000 characters of four bytes each, escaped, with everything else. */
export const FORM_LIMIT = 256 * 1024;

export interface Sent {
  readonly parameters: Parameters;
  readonly pictures: readonly StagedFile[];
}

/** Address and form of a `POST`. @throws Refused formExpected; Problem of a refused picture */
export async function readForm(edge: Edge, request: FastifyRequest): Promise<Sent> {
  const query = request.query as Parameters;
  if (request.isMultipart()) {
    const { form, pictures } = await readParts(edge, request);
    return { parameters: merged(query, form), pictures };
  }
  const isForm = (request.headers['content-type'] ?? 'application/x-www-form-urlencoded').startsWith('application/x-www-form-urlencoded');
  if (!isForm) throw new Refused([{ refused: refusals['open311.formExpected'] }]);
  return { parameters: merged(query, (request.body ?? {}) as Parameters), pictures: [] };
}

const limits = { fileSize: PICTURE_LIMIT + 1, files: 2 * MOST_MEDIA, fields: 200, fieldSize: FORM_LIMIT };

async function readParts(
  edge: Edge,
  request: FastifyRequest,
): Promise<{ readonly form: Parameters; readonly pictures: readonly StagedFile[] }> {
  const form: Record<string, string[]> = {};
  const pictures: StagedFile[] = [];
  for await (const part of partsOf(request, limits)) {
    if (part.type === 'field') form[part.fieldname] = [...(form[part.fieldname] ?? []), String(part.value)];
    else if (part.filename && pictures.length <= MOST_MEDIA) pictures.push(...(await stagePart(edge, part)));
    else part.file.resume();
  }
  return { form, pictures };
}

/** Pictures count, whatever their field is called. Other files are left out, unless they came as `media`. */
async function stagePart(edge: Edge, part: MultipartFile): Promise<StagedFile[]> {
  try {
    return [await edge.files.stage(bytesOf(part.file), { kind: 'image', name: part.filename, limit: PICTURE_LIMIT })];
  } catch (error) {
    part.file.resume();
    if (!(error instanceof Problem) || /^media(\[\d*\])?$/.test(part.fieldname)) throw error;
    return [];
  }
}

/** The key of a request: `Authorization: Bearer …`, or `api_key` in the form or the address. */
export function keyText(request: FastifyRequest, parameters: Parameters): string | null {
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
  return bearer ?? oneOf(parameters, 'api_key');
}

/** The key behind the text, which needs one of the scopes. @throws Refused keyRefused, keyScope */
export async function keyOf(edge: Edge, origin: Origin, text: string, scopes: readonly ApiScope[]): Promise<ApiKey> {
  const key = await apiKeyOf(edge.database, origin.actor.cityId, text, origin.now);
  if (!key) throw new Refused([{ refused: refusals['open311.keyRefused'] }]);
  if (!scopes.some((scope) => key.scopes.includes(scope))) throw new Refused([{ refused: refusals['open311.keyScope'] }]);
  return key;
}

/** Nobody is signed in here: a session's cookie says nothing, so that no page can send in somebody's name. */
export async function anybody(edge: Edge, request: FastifyRequest): Promise<Origin> {
  return edge.origin(request, async (cityId, locale): Promise<Actor> => ({
    cityId,
    kind: 'public',
    personId: null,
    name: '公众',
    posts: [],
    locale,
  }));
}

/** The same request in the name of a key. */
export const inNameOf = (origin: Origin, key: ApiKey): Origin => ({
  ...origin,
  actor: { ...origin.actor, kind: 'apiKey', name: key.name },
});
