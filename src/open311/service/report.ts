import { z } from 'zod';
import { areaByCode } from '../../city/exports.ts';
import { checkPlace, reportCase, type ReportInput } from '../../cases/exports/from-outside.ts';
import type { Receipt } from '../../cases/schema.ts';
import { contact } from '../../cases/schema/inputs.ts';
import type { Actor } from '../../kernel/actor.ts';
import { id, type Id } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/text.ts';
import type { WriteContext } from '../../platform/context.ts';
import type { StagedFile } from '../../platform/files/store.ts';
import type { ApiKey } from '../../platform/identity/api-keys.ts';
import { newId } from '../../platform/ids.ts';
import { parsed, Refused } from '../refused.ts';
import { oneOf, type Parameters } from '../rules/parameters.ts';
import { parseReport, type Report } from '../rules/report.ts';
import { momentText } from '../rules/times.ts';
import { open311Problems as refusals } from '../schema.ts';
import { addReport, becameCase, lockWaiting } from '../store.ts';
import type { Spark } from '../rules/xml.ts';
import { serviceOf } from './read.ts';

/** A service request becomes a case, by the same use case as every other report. */

export interface Sent {
  readonly key: ApiKey;
  readonly parameters: Parameters;
  readonly pictures: readonly StagedFile[];
  /** The caller does not wait for the case: the answer is a token. */
  readonly later: boolean;
}

export const REPORT_JOB = 'open311.report';

/** Answers with the id of the new case, or with a token for it. @throws Refused; Problem of the cases */
export async function sendRequest(ctx: WriteContext, sent: Sent): Promise<Spark> {
  const { parameters, pictures, key } = sent;
  const code = oneOf(parameters, 'service_code');
  if (code === null) throw new Refused([{ refused: refusals['open311.serviceMissing'] }]);
  const service = await serviceOf(ctx.read, code);
  const report = parsed(parseReport(parameters, service.attributes, pictures.length));
  const photos: Id[] = [];
  for (const picture of pictures) photos.push((await ctx.files.keep(ctx, picture)).id);
  const input = await inputOf(ctx, { report, photos, service: { code, name: service.name[ctx.locale] } });
  const token = newId();
  const row = { id: token, keyId: key.keyId, at: ctx.now };
  if (sent.later) {
    await checkPlace(ctx.tx, input);
    await addReport(ctx.tx, { ...row, caseId: null, waiting: ctx.sealer.seal(JSON.stringify({ input, keyName: key.name })) });
    await ctx.enqueue(REPORT_JOB, { token });
    return [{ token, service_notice: null, account_id: report.accountId }];
  }
  const receipt = await reportCase(ctx, input);
  await addReport(ctx.tx, { ...row, caseId: receipt.id, waiting: null });
  return [{ service_request_id: receipt.id, service_notice: noticeOf(receipt, ctx.publicUrl)[ctx.locale], account_id: report.accountId }];
}

interface Read {
  readonly report: Report;
  readonly photos: Id[];
  readonly service: { readonly code: string; readonly name: string };
}

async function inputOf(ctx: WriteContext, { report, photos, service }: Read): Promise<ReportInput> {
  const { position, addressString, addressId } = report;
  const named = addressId === null ? null : await areaByCode(ctx.tx, addressId);
  if (addressId !== null && !named) throw new Refused([{ refused: refusals['open311.addressUnknown'], detail: { value: addressId } }]);
  // A position says more than the area that it lies in.
  const area = position === null ? named : null;
  const place = addressString ?? '';
  const links = report.mediaUrls.map((url) => `媒体链接：${url}`);
  return {
    channel: 'open311',
    category: service.code,
    words: [report.description, ...links].filter((part) => part !== '').join('\n'),
    // The standard does not ask for a description; the kind and the place then are the title.
    ...(report.description === '' ? { title: [place || area?.name, service.name].filter(Boolean).join(' ') } : {}),
    ...position,
    ...(area ? { areaId: area.id } : {}),
    place,
    inWords: true,
    photos,
    attributes: report.attributes,
    ...(report.contact ? { contact: report.contact } : {}),
  };
}

const inPairs = (code: string): string => code.replace(/(\d\d)(?=\d)/g, '$1 ');
const timeOf = (at: Date): string => momentText(at).slice(0, 16).replace('T', ' ');

/** Number, query code and dates: with them the reporter can ask on the public page and by phone too. */
function noticeOf(receipt: Receipt, publicUrl: string): Record<Locale, string> {
  const { number, acceptanceDueAt, promisedAt, provisional } = receipt;
  const code = inPairs(receipt.code);
  return {
    zh: `受理编号 ${number}，查询码 ${code}。${timeOf(acceptanceDueAt)} 前受理，${timeOf(promisedAt)} 前办结${provisional ? '（当年放假安排未公布，日期暂定）' : ''}。进度查询：${publicUrl}/follow`,
    en: `Number ${number}, query code ${code}. To be accepted by ${timeOf(acceptanceDueAt)} and settled by ${timeOf(promisedAt)}${provisional ? ' (provisional: the year has no official calendar yet)' : ''}. Follow it at ${publicUrl}/follow`,
  };
}

const waiting = z.object({
  keyName: z.string(),
  input: z.object({
    channel: z.literal('open311'),
    category: z.string(),
    words: z.string(),
    title: z.string().optional(),
    lng: z.number().optional(),
    lat: z.number().optional(),
    areaId: id.optional(),
    place: z.string(),
    inWords: z.literal(true),
    photos: z.array(id),
    attributes: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    contact: contact.optional(),
  }),
});

export const keyActor = (ctx: Pick<WriteContext, 'actor'>, name: string): Actor => ({
  cityId: ctx.actor.cityId,
  kind: 'apiKey',
  personId: null,
  name,
  posts: [],
  locale: ctx.actor.locale,
});

/** Makes the case of a report that waits. Its clocks start when it was sent. */
export async function reportWaiting(ctx: WriteContext, { token }: { readonly token: Id }): Promise<void> {
  const row = await lockWaiting(ctx.tx, token);
  if (!row) return;
  const { input, keyName } = waiting.parse(JSON.parse(ctx.sealer.open(row.waiting)));
  const { id: caseId } = await reportCase({ ...ctx, actor: keyActor(ctx, keyName), now: row.at }, input);
  await becameCase(ctx.tx, token, caseId);
}
