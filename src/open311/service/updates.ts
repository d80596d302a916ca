import { addFromOutside } from '../../cases/exports/from-outside.ts';
import { openCases } from '../../cases/exports/open-cases.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import { Refused } from '../refused.ts';
import { oneOf, type Parameters } from '../rules/parameters.ts';
import { mediaUrlsIn } from '../rules/report.ts';
import { parseMoment } from '../rules/times.ts';
import { LONGEST_DESCRIPTION, open311Problems as refusals } from '../schema.ts';
import { claimUpdate, updateBecame } from '../store.ts';
import type { Spark } from '../rules/xml.ts';
import { oneCase } from './read.ts';
import type { Sent } from './report.ts';

/** What another system's users add to a request. Sent again with the same `update_id`, it is the same update. */

interface Update {
  readonly requestId: string;
  readonly updateId: string;
  readonly words: string;
  readonly notSolved: boolean;
}

const LONGEST_ID = 200;

/** @throws Refused with everything that is wrong */
function parseUpdate(parameters: Parameters, pictures: number): Update {
  const faults: Refusal[] = [];
  const [requestId, updateId] = [oneOf(parameters, 'service_request_id'), oneOf(parameters, 'update_id')];
  if (requestId === null) faults.push({ refused: refusals['open311.requestMissing'] });
  if (updateId === null) faults.push({ refused: refusals['open311.updateIdMissing'] });
  const tooLong = (field: string, count: number, limit: number) =>
    count > limit && faults.push({ refused: refusals['open311.textTooLong'], detail: { field, count, limit } });
  tooLong('update_id', updateId?.length ?? 0, LONGEST_ID);
  const description = oneOf(parameters, 'description') ?? '';
  tooLong('description', Array.from(description).length, LONGEST_DESCRIPTION);
  const at = oneOf(parameters, 'updated_datetime');
  if (at !== null && !parseMoment(at)) faults.push({ refused: refusals['open311.badDate'], detail: { field: 'updated_datetime' } });
  const media = mediaUrlsIn(parameters, pictures);
  if (media.faults) faults.push(...media.faults);
  const links = (media.faults ? [] : media.ok).map((url) => `媒体链接：${url}`);
  const words = [description, ...links].filter((part) => part !== '').join('\n');
  if (words === '' && pictures === 0) faults.push({ refused: refusals['open311.updateEmpty'] });
  if (faults.length > 0 || requestId === null || updateId === null) throw new Refused(faults);
  // Systems send states of their own besides; only a plain "open" says that a closed one is not solved.
  return { requestId, updateId, words, notSolved: oneOf(parameters, 'status')?.toLowerCase() === 'open' };
}

/** Answers with the id of the event that the update became. @throws Refused; Problem of the cases */
export async function sendUpdate(ctx: WriteContext, sent: Sent): Promise<Spark> {
  const { key, parameters, pictures } = sent;
  const update = parseUpdate(parameters, pictures.length);
  const [target] = await openCases(ctx, { ...oneCase(update.requestId, ctx.now), withLines: false });
  if (!target) throw new Refused([{ refused: refusals['open311.requestUnknown'] }]);
  const claim = await claimUpdate(ctx.tx, { keyId: key.keyId, updateId: update.updateId, caseId: target.id, at: ctx.now });
  if (claim !== 'claimed') {
    if (claim.caseId !== target.id) throw new Refused([{ refused: refusals['open311.updateIdReused'] }]);
    return [{ update_id: claim.eventId, service_request_id: target.id }];
  }
  const photos: Id[] = [];
  for (const picture of pictures) photos.push((await ctx.files.keep(ctx, picture)).id);
  const eventId = await addFromOutside(ctx, target.id, { words: update.words, photos, notSolved: update.notSolved });
  await updateBecame(ctx.tx, key.keyId, update.updateId, eventId);
  return [{ update_id: eventId, service_request_id: target.id }];
}
