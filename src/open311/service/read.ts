import { allCities, cityFacts } from '../../city/exports.ts';
import { openCases } from '../../cases/exports/open-cases.ts';
import { openCaseLines } from '../../cases/exports/open-lines.ts';
import { openCategories } from '../../cases/exports/from-outside.ts';
import { id as idShape } from '../../kernel/ids.ts';
import type { ReadContext } from '../../platform/context.ts';
import type { Read } from '../../platform/db/read.ts';
import type { ApiKey } from '../../platform/identity/api-keys.ts';
import { granted, Refused } from '../refused.ts';
import { discovery, requestEntry, serviceDefinition, serviceEntry, updateEntry, type Service } from '../rules/answers.ts';
import { oneOf, type Parameters } from '../rules/parameters.ts';
import { pageOf, parseQuestion } from '../rules/questions.ts';
import { spanOf } from '../rules/times.ts';
import { open311Problems as refusals } from '../schema.ts';
import { reportByToken, sentBy } from '../store.ts';
import type { Spark } from '../rules/xml.ts';

/** The questions that the standard lets everybody ask. */

/**
 * The host name decides the city, so `jurisdiction_id` says nothing new: a deployment of one city takes any, one of
 * several only the city's own (its area code or its host). @throws Refused
 */
export async function checkJurisdiction(read: Read, parameters: Parameters, host: string): Promise<void> {
  const jurisdiction = oneOf(parameters, 'jurisdiction_id');
  if (jurisdiction === null || jurisdiction === host || (await allCities(read)).length < 2) return;
  const { areaCode } = await cityFacts(read);
  if (jurisdiction !== areaCode)
    throw new Refused([{ refused: refusals['open311.unknownJurisdiction'], detail: { jurisdiction: jurisdiction.slice(0, 60) } }]);
}

export async function discover(ctx: ReadContext): Promise<Spark> {
  const { name, nameEn } = await cityFacts(ctx.read);
  return discovery({
    cityName: ctx.locale === 'en' && nameEn !== '' ? nameEn : name,
    publicUrl: ctx.publicUrl,
    locale: ctx.locale,
    now: ctx.now,
  });
}

export async function listServices(ctx: ReadContext): Promise<Spark> {
  return (await openCategories(ctx.read)).map((service) => serviceEntry(service, ctx.locale));
}

/** @throws Refused serviceUnknown */
export async function serviceOf(read: Read, code: string): Promise<Service> {
  const found = (await openCategories(read)).find((service) => service.code === code);
  if (!found) throw new Refused([{ refused: refusals['open311.serviceUnknown'], detail: { service: code.slice(0, 60) } }]);
  return found;
}

export async function defineService(ctx: ReadContext, code: string): Promise<Spark> {
  return serviceDefinition(await serviceOf(ctx.read, code), ctx.locale);
}

export async function listRequests(ctx: ReadContext, parameters: Parameters): Promise<Spark> {
  const { ids, span, services, open, page, extensions } = granted(parseQuestion(parameters, ctx.now));
  const found = await openCases(ctx, { ids, ...span, categories: services, open, ...page, withLines: extensions });
  return found.map((request) => requestEntry(request, { publicUrl: ctx.publicUrl, locale: ctx.locale, extensions }));
}

/** @throws Refused requestUnknown, of what is hidden and of what does not exist alike */
export async function readRequest(ctx: ReadContext, id: string, parameters: Parameters): Promise<Spark> {
  const extensions = oneOf(parameters, 'extensions') === 'true';
  const [found] = await openCases(ctx, { ...oneCase(id, ctx.now), withLines: extensions });
  if (!found) throw new Refused([{ refused: refusals['open311.requestUnknown'] }]);
  return [requestEntry(found, { publicUrl: ctx.publicUrl, locale: ctx.locale, extensions })];
}

/** The question for one case by its id. */
export const oneCase = (id: string, now: Date) => ({
  ids: [id],
  from: new Date(0),
  to: now,
  categories: null,
  open: null,
  limit: 1,
  offset: 0,
});

/** @throws Refused tokenUnknown */
export async function readToken(ctx: ReadContext, token: string): Promise<Spark> {
  const report = idShape.safeParse(token).success ? await reportByToken(ctx.read, token) : null;
  if (!report) throw new Refused([{ refused: refusals['open311.tokenUnknown'] }]);
  return [{ service_request_id: report.caseId, token: report.id }];
}

/** Public events of a span; for a key also those of what it sent and nobody has released yet. */
export async function listUpdates(ctx: ReadContext, key: ApiKey | null, parameters: Parameters): Promise<Spark> {
  const span = granted(spanOf(parameters, ctx.now));
  const page = granted(pageOf(parameters));
  const lines = await openCaseLines(ctx.read, { ...span, ...page, own: sentBy(ctx.read, key?.keyId ?? null) });
  return lines.map((line) => updateEntry(line, ctx.locale, ctx.publicUrl));
}
