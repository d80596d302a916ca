import type { Id } from '../../kernel/ids.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import type { Read } from '../../platform/db/read.ts';
import { newId } from '../../platform/ids.ts';
import { caseProblems } from '../schema/problems.ts';
import type { CaseRow } from '../store/rows.ts';
import type { CaseTables } from '../store/tables.ts';
import { refusedField } from './refusal.ts';

export type PhotoStage = 'before' | 'verified' | 'after' | 'check';

/** Are these files pictures that arrived? @throws Problem photoUnknown */
export async function knownPictures(ctx: ReadContext, fileIds: readonly Id[]) {
  if (fileIds.length === 0) return [];
  const files = await ctx.files.describe(ctx.read, fileIds);
  if (files.length !== new Set(fileIds).size || files.some((file) => file.kind !== 'image'))
    throw refusedField('photos', { refused: caseProblems['cases.photoUnknown'] });
  return files;
}

const whoTook = (ctx: WriteContext): string =>
  ctx.actor.kind === 'public' || ctx.actor.kind === 'apiKey' ? '反映人' : (ctx.actor.posts[0]?.unitName ?? ctx.actor.name);

/** Ties pictures to a case. Time and place come from the picture itself where it tells. */
export async function attachPhotos(
  ctx: WriteContext,
  row: Pick<CaseRow, 'id'>,
  eventId: Id,
  fileIds: readonly Id[],
  stage: PhotoStage,
): Promise<void> {
  if (fileIds.length === 0) return;
  const files = await knownPictures(ctx, fileIds);
  await ctx.files.link(ctx, [...new Set(fileIds)], { kind: 'case', id: row.id });
  await ctx.tx
    .writing<CaseTables>()
    .insertInto('casePhotos')
    .values(
      files.map((file) => ({
        cityId: ctx.tx.cityId,
        id: newId(),
        caseId: row.id,
        eventId,
        fileId: file.id,
        stage,
        at: file.exif?.takenAt ? new Date(file.exif.takenAt) : ctx.now,
        takenBy: whoTook(ctx),
        lng: file.exif?.lng ?? null,
        lat: file.exif?.lat ?? null,
        releasedAt: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['cityId', 'caseId', 'fileId']).doNothing())
    .execute();
}

export async function photosOf(read: Read, caseId: Id) {
  return read
    .tables<CaseTables>()
    .selectFrom('casePhotos')
    .selectAll()
    .where('cityId', '=', read.cityId)
    .where('caseId', '=', caseId)
    .orderBy('at')
    .orderBy('id')
    .execute();
}
