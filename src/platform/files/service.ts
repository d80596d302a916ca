import type { Id } from '../../kernel/ids.ts';
import type { Streamed } from '../../kernel/operation.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../context.ts';
import type { FileAccess } from './access.ts';
import type { FileView } from './schema.ts';
import type { Mask, StoredFile, Variant } from './store.ts';
import { fileRow, linksOf } from './tables.ts';

type Sight = 'nothing' | 'shown' | 'original';

/** Seconds; a copy that was masked anew has another address, the old one must not live long. */
const PUBLIC_AGE = 86_400;
/** Seconds; the content behind an id never changes, only who may see it. */
const STAFF_AGE = 3600;

const notFound = () => new Problem(problems.notFound);

const viewOf = (file: StoredFile): FileView => {
  const { phash: _phash, createdBy: _by, ...view } = file;
  return view;
};

/** How much of a file the actor may see: all of what they sent, and what some record that they may see shows them. */
async function sightOf(ctx: ReadContext, accesses: readonly FileAccess[], fileId: Id): Promise<Sight> {
  const row = await fileRow(ctx.read, fileId);
  if (!row) return 'nothing';
  if (row.createdBy !== null && row.createdBy === ctx.actor.personId) return 'original';
  let best: Sight = 'nothing';
  for (const link of await linksOf(ctx.read, fileId)) {
    const sight = (await accesses.find((access) => access.subject === link.kind)?.sees(ctx, link.id)) ?? 'nothing';
    if (sight === 'original') return sight;
    if (sight === 'shown') best = sight;
  }
  return best;
}

/** The one gate to a file for those inside. @throws Problem notFound, the same for an absent file and one that is not theirs */
async function accessFile(
  ctx: ReadContext,
  accesses: readonly FileAccess[],
  fileId: Id,
  need: 'shown' | 'original' = 'shown',
): Promise<StoredFile> {
  const sight = await sightOf(ctx, accesses, fileId);
  if (sight === 'nothing' || (need === 'original' && sight === 'shown')) throw notFound();
  return reread(ctx, fileId);
}

async function reread(ctx: ReadContext, fileId: Id): Promise<StoredFile> {
  const [file] = await ctx.files.describe(ctx.read, [fileId]);
  if (!file) throw notFound();
  return file;
}

export async function upload(ctx: WriteContext): Promise<FileView> {
  return viewOf(await keepStaged(ctx));
}

export async function uploadPublic(ctx: WriteContext): Promise<{ id: Id }> {
  return { id: (await keepStaged(ctx)).id };
}

async function keepStaged(ctx: WriteContext): Promise<StoredFile> {
  if (!ctx.staged) throw new Error('a raw operation was called without its bytes');
  return ctx.files.keep(ctx, ctx.staged);
}

export async function find(ctx: ReadContext, { sha256 }: { sha256: string }): Promise<FileView> {
  const file = ctx.actor.personId === null ? null : await ctx.files.find(ctx.read, ctx.actor.personId, sha256);
  if (!file) throw notFound();
  return viewOf(file);
}

interface OpenInput {
  readonly fileId: Id;
  readonly variant: Variant;
  readonly v?: string | undefined;
}

/** The use cases that ask who may see a file, bound to what the slices answer. */
export const fileService = (accesses: readonly FileAccess[]) => ({
  describe: async (ctx: ReadContext, { fileId }: { fileId: Id }): Promise<FileView> => {
    return viewOf(await accessFile(ctx, accesses, fileId));
  },

  open: async (ctx: ReadContext, { fileId, variant, v }: OpenInput): Promise<Streamed> => {
    if (variant === 'published' || variant === 'publishedThumb') {
      const opened = await ctx.files.open(ctx.read, fileId, variant);
      const { publishedVersion } = await reread(ctx, fileId);
      return v !== undefined && v === publishedVersion ? { ...opened, maxAge: PUBLIC_AGE } : opened;
    }
    await accessFile(ctx, accesses, fileId, variant === 'original' ? 'original' : 'shown');
    return { ...(await ctx.files.open(ctx.read, fileId, variant)), maxAge: STAFF_AGE };
  },

  masks: async (ctx: ReadContext, { fileId }: { fileId: Id }): Promise<{ masks: Mask[] }> => {
    await accessFile(ctx, accesses, fileId);
    return { masks: [...(await ctx.files.masks(ctx.read, fileId))] };
  },

  replaceMasks: async (ctx: WriteContext, { fileId, masks }: { fileId: Id; masks: Mask[] }): Promise<FileView> => {
    const { releasedAt } = await accessFile(ctx, accesses, fileId);
    if (releasedAt && !ctx.may('files.release')) throw new Problem(problems.notAllowed);
    const before = await ctx.files.masks(ctx.read, fileId);
    await ctx.files.mask(ctx, fileId, masks);
    await ctx.record({ type: 'file.masked', subject: { kind: 'file', id: fileId }, before: { masks: before }, after: { masks } });
    return viewOf(await reread(ctx, fileId));
  },

  release: async (ctx: WriteContext, { fileId }: { fileId: Id }): Promise<FileView> => {
    const { releasedAt } = await accessFile(ctx, accesses, fileId);
    await ctx.files.release(ctx, fileId);
    if (!releasedAt) await ctx.record({ type: 'file.released', subject: { kind: 'file', id: fileId } });
    return viewOf(await reread(ctx, fileId));
  },

  withdraw: async (ctx: WriteContext, { fileId }: { fileId: Id }): Promise<void> => {
    const { releasedAt } = await accessFile(ctx, accesses, fileId);
    if (!releasedAt) return;
    await ctx.files.withdraw(ctx.tx, fileId);
    await ctx.record({ type: 'file.withdrawn', subject: { kind: 'file', id: fileId } });
  },
});
