import { Readable } from 'node:stream';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderToStaticMarkup } from 'react-dom/server';
import { Problem, problems } from '../../kernel/problem.ts';
import type { Bilingual } from '../../kernel/text.ts';
import type { WriteContext } from '../context.ts';
import type { StagedFile } from '../files/store.ts';
import type { Page, PageAnswer, PageCookie, PageRequest, PageSection, PostedFile } from '../slice.ts';
import { problemText } from './answer-problem.ts';
import { readContext, writeContext, type HttpDeps } from './deps.ts';
import { bytesOf, partsOf } from './multipart.ts';
import { originOf, refuseForeignSite, servedCity } from './request.ts';
import { sharedLimit } from './shared-limit.ts';

const SMALL_FORM = 64 * 1024;
const PHOTO_LIMIT = 20 * 1024 * 1024;

interface StagedPart {
  readonly field: string;
  readonly staged?: StagedFile;
  readonly refused?: Bilingual;
}

interface Posted {
  readonly form: Record<string, string | string[]>;
  readonly parts: readonly StagedPart[];
}

/** Registers one public page. */
export function bindPage(app: FastifyInstance, deps: HttpDeps, page: Page, sections: readonly PageSection[]): void {
  const pageRequest = requestOf(sections);
  const most = page.perMinute ?? (page.method === 'GET' ? 240 : 20);
  app.route({
    method: page.method,
    url: page.path,
    bodyLimit: page.bodyLimit ?? SMALL_FORM,
    config: { rateLimit: { max: most, timeWindow: '1 minute' }, page: true },
    ...(page.method === 'POST' ? { preParsing: sharedLimit(deps, `POST ${page.path}`, most) } : {}),
    handler: async (request, reply) => {
      const city = await servedCity(deps, request);
      const origin = await originOf(deps, request, city, 'public');
      if (page.method === 'GET') {
        const switched = switchOf(request);
        if (switched) return show(reply, switched);
        const ctx = readContext(deps, origin, deps.database.reader(city.cityId)) as WriteContext;
        return show(reply, await page.answer(ctx, pageRequest(request, { form: {}, parts: [] }, [])));
      }
      refuseForeignSite(request);
      const posted = await receive(deps, request);
      const answer = await deps.database.write(city.cityId, async (tx) => {
        const ctx = writeContext(deps, origin, tx);
        const files: PostedFile[] = [];
        for (const part of posted.parts)
          files.push(
            part.staged
              ? { field: part.field, fileId: (await deps.files.keep(ctx, part.staged)).id }
              : { field: part.field, fileId: '', refused: part.refused },
          );
        return page.answer(ctx, pageRequest(request, posted, files));
      });
      return show(reply, answer);
    },
  });
}

const requestOf =
  (sections: readonly PageSection[]) =>
  (request: FastifyRequest, posted: Posted, files: readonly PostedFile[]): PageRequest => ({
    params: request.params as Record<string, string>,
    query: request.query as Record<string, string>,
    form: posted.form,
    files,
    large: request.cookies.large === '1',
    path: request.url,
    cookies: request.cookies,
    sections,
  });

/** `?lang=en` and `?large=1` on any page are remembered in a cookie and lead back to the page without them. */
function switchOf(request: FastifyRequest): PageAnswer | null {
  const [base = '/', search = ''] = request.url.split('?', 2);
  const query = new URLSearchParams(search);
  const lang = query.get('lang');
  const large = query.get('large');
  if (lang === null && large === null) return null;
  query.delete('lang');
  query.delete('large');
  const rest = query.toString();
  const redirect = `/${base.replace(/^\/+/, '')}${rest ? `?${rest}` : ''}`;
  if (lang === 'zh' || lang === 'en') return { redirect, cookie: { name: 'lang', value: lang, days: 400, readable: true } };
  if (large === null) return { redirect };
  return { redirect, cookie: { name: 'large', value: large === '1' ? '1' : '0', days: 400, readable: true } };
}

/** More than any page asks for; the rest is told to the page as refused. */
const MOST_FILES = 6;
const LONGEST_FIELD = 256 * 1024;
// What is larger than a photo may be is cut by the parser a byte later, and refused by the store for its size.
const limits = { fileSize: PHOTO_LIMIT + 1, files: 60, fields: 200, fieldSize: LONGEST_FIELD };
const tooMany: Bilingual = { zh: `一次最多收${MOST_FILES}个文件。`, en: `At most ${MOST_FILES} files at a time are taken.` };

/** No database keeps a NUL, and nobody types one: it is left out rather than sent back to who filled in the form. */
function typed(text: unknown): string {
  // What is no text was sent as JSON: no form does that.
  if (typeof text !== 'string') throw new Problem(problems.malformed);
  return text.replaceAll('\0', '');
}

/** Reads a posted form. Files are staged one after the other; a refused one is told to the page, the rest stays. */
async function receive(deps: HttpDeps, request: FastifyRequest): Promise<Posted> {
  const form = new Map<string, string[]>();
  const add = (name: string, values: unknown) => form.set(name, [...(form.get(name) ?? []), ...[values].flat().map(typed)]);
  const parts: StagedPart[] = [];
  if (!request.isMultipart()) for (const [name, value] of Object.entries(request.body ?? {})) add(name, value);
  else
    for await (const part of partsOf(request, limits)) {
      if (part.type === 'field') {
        if (part.valueTruncated) throw new Problem(problems.tooLarge, { limit: `${LONGEST_FIELD / 1024} KiB` });
        add(part.fieldname, String(part.value));
      } else if (part.filename && parts.length < MOST_FILES) parts.push(await stagePart(deps, part.fieldname, part.file, part.filename));
      else {
        part.file.resume();
        if (part.filename) parts.push({ field: part.fieldname, refused: tooMany });
      }
    }
  return { form: Object.fromEntries([...form].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values])), parts };
}

async function stagePart(deps: HttpDeps, field: string, stream: MultipartFile['file'], name: string): Promise<StagedPart> {
  try {
    return {
      field,
      staged: await deps.files.stage(bytesOf(stream), { kind: 'image', name, limit: PHOTO_LIMIT }),
    };
  } catch (error) {
    stream.resume();
    if (error instanceof Problem) return { field, refused: { zh: problemText(error, 'zh'), en: problemText(error, 'en') } };
    throw error;
  }
}

/** Sends what a page answered. */
export function show(reply: FastifyReply, answer: PageAnswer): FastifyReply {
  if ('redirect' in answer) {
    // Only our own addresses: a redirect never leads away.
    if (!/^\/(?!\/)/.test(answer.redirect)) throw new Problem(problems.malformed);
    setCookie(reply, answer.cookie);
    return reply.code(303).header('cache-control', 'no-store').header('location', answer.redirect).send();
  }
  if ('file' in answer)
    return reply
      .header('content-type', answer.file.contentType)
      .header('cache-control', 'private, max-age=3600')
      .send(Readable.from(answer.file.stream));
  reply
    .code(answer.status ?? 200)
    .header('cache-control', answer.maxAge ? `public, max-age=${answer.maxAge}` : 'no-store')
    .header('vary', 'accept-language, cookie');
  if ('text' in answer) return reply.header('content-type', answer.contentType).send(answer.text);
  setCookie(reply, answer.cookie);
  if (answer.robots) reply.header('x-robots-tag', answer.robots);
  return reply.header('content-type', 'text/html; charset=utf-8').send(`<!doctype html>${renderToStaticMarkup(answer.page)}`);
}

function setCookie(reply: FastifyReply, cookie: PageCookie | undefined): void {
  if (!cookie) return;
  const secure = reply.request.protocol === 'https';
  reply.setCookie(cookie.name, cookie.value, {
    path: '/',
    maxAge: cookie.days * 86_400,
    sameSite: 'lax',
    httpOnly: cookie.readable !== true,
    secure,
  });
}
