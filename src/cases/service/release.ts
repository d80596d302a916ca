import type { Id } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import type { Mask } from '../../platform/files/store.ts';
import { loadActorOfPerson } from '../../city/exports.ts';
import { issueActLink } from '../../platform/identity/act-links.ts';
import { sightOf } from '../rules/sight.ts';
import type { ActResult } from '../schema.ts';
import { caseProblems } from '../schema/problems.ts';
import { categoryOf } from '../store/casework.ts';
import type { CaseTables } from '../store/tables.ts';
import { applyStep } from './apply.ts';
import { act, opened, type ActInput } from './open.ts';
import { photosOf } from './photos.ts';

/** What leaves the house: released cases and photos, notes to each other, links to phones. */

interface ReleasedPhoto {
  readonly photoId: Id;
  readonly masks?: readonly Mask[] | undefined;
}

async function releasePhotos(ctx: WriteContext, caseId: Id, wanted: readonly ReleasedPhoto[]): Promise<void> {
  const photos = new Map((await photosOf(ctx.tx, caseId)).map((photo) => [photo.id, photo]));
  for (const { photoId, masks } of wanted) {
    const photo = photos.get(photoId);
    if (!photo) throw new Problem(caseProblems['cases.photoUnknown']);
    if (masks) await ctx.files.mask(ctx, photo.fileId, masks);
    await ctx.files.release(ctx, photo.fileId);
  }
  const ids = wanted.map((photo) => photo.photoId);
  if (ids.length === 0) return;
  await ctx.tx
    .writing<CaseTables>()
    .updateTable('casePhotos')
    .set({ releasedAt: ctx.now })
    .where('cityId', '=', ctx.tx.cityId)
    .where('id', 'in', ids)
    .execute();
}

/** Shows a case to the public: kind and place as its title unless another is given, and the photos named here. */
export const releaseCase = (
  ctx: WriteContext,
  input: ActInput & { readonly title?: string | undefined; readonly photos: readonly ReleasedPhoto[] },
): Promise<ActResult> =>
  act(ctx, 'release', input, async ({ row, work }) => {
    await releasePhotos(ctx, row.id, input.photos);
    const category = categoryOf(work, row.category);
    const title =
      input.title ?? row.publicTitle ?? [category.tile?.zh ?? category.name.zh, row.place].filter((part) => part !== '').join('，');
    return { act: 'release', set: { releasedAt: row.releasedAt ?? ctx.now, publicTitle: title } };
  });

export const withdrawCase = (ctx: WriteContext, input: ActInput & { readonly note: string }): Promise<ActResult> =>
  act(ctx, 'withdraw', input, async ({ row }) => {
    const released = (await photosOf(ctx.tx, row.id)).filter((photo) => photo.releasedAt !== null);
    for (const photo of released) await ctx.files.withdraw(ctx.tx, photo.fileId);
    if (released.length > 0) {
      await ctx.tx
        .writing<CaseTables>()
        .updateTable('casePhotos')
        .set({ releasedAt: null })
        .where('cityId', '=', ctx.tx.cityId)
        .where('caseId', '=', row.id)
        .execute();
    }
    return { act: 'withdraw', words: input.note, set: { releasedAt: null } };
  });

export const noteCase = (
  ctx: WriteContext,
  input: ActInput & { readonly kind: 'note' | 'askDesk' | 'askPhotos'; readonly text: string; readonly photos: readonly Id[] },
): Promise<ActResult> =>
  act(ctx, 'note', input, ({ row }) => ({
    act: 'note',
    words: input.text,
    detail: { kind: input.kind },
    photos: { fileIds: input.photos, stage: row.state === 'handled' ? 'check' : row.handledAt ? 'after' : 'before' },
  }));

/** A link with which a person of the handling unit accepts, returns and hands in from a phone, without signing in. */
export async function makeLink(
  ctx: WriteContext,
  input: { readonly caseId: Id; readonly personId: Id; readonly hours: number },
): Promise<{ href: string; expiresAt: Date }> {
  const row = (await opened(ctx, 'link', { caseId: input.caseId, version: await versionOf(ctx, input.caseId) })).row;
  const person = await loadActorOfPerson(ctx.tx, input.personId, ctx.now, 'zh');
  if (!person || !row.unitId || !sightOf(person.posts, null).unitIds.includes(row.unitId))
    throw new Problem(caseProblems['cases.linkPerson']);
  const expiresAt = new Date(ctx.now.getTime() + input.hours * 3_600_000);
  const token = await issueActLink(ctx, {
    subject: { kind: 'case', id: row.id },
    unitId: row.unitId,
    personId: input.personId,
    personName: person.name,
    acts: ['accept', 'return', 'handle'],
    expires: expiresAt,
  });
  await applyStep(ctx, row, { act: 'link', detail: { unitId: row.unitId }, words: person.name });
  return { href: `${ctx.publicUrl}/work/link/${token}`, expiresAt };
}

async function versionOf(ctx: WriteContext, caseId: Id): Promise<number> {
  const row = await ctx.read
    .tables<CaseTables>()
    .selectFrom('cases')
    .select('version')
    .where('cityId', '=', ctx.read.cityId)
    .where('id', '=', caseId)
    .executeTakeFirst();
  return row?.version ?? 0;
}
