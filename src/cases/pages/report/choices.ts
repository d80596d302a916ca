import { areaTree } from '../../../city/exports.ts';
import type { ReadContext } from '../../../platform/context.ts';
import { categoriesForPublic } from '../../service/public.ts';
import { casework } from '../../store/casework.ts';
import type { CategoryTile, ReportModel, StreetOfCommunities } from './model.ts';

const BIG = 6;

type PublicCategory = Awaited<ReturnType<typeof categoriesForPublic>>['items'][number];

export interface Choices {
  readonly tiles: readonly CategoryTile[];
  readonly more: readonly CategoryTile[];
  /** Kinds that the city offers behind all others. */
  readonly rest: readonly CategoryTile[];
  readonly questions: ReportModel['questions'];
  readonly streets: readonly StreetOfCommunities[];
}

/** What the form offers: the six kinds that come first, the others, the questions of each, the communities. */
export async function choicesFor(ctx: ReadContext): Promise<Choices> {
  const [{ items }, streets, work] = await Promise.all([categoriesForPublic(ctx), communitiesByStreet(ctx), casework(ctx.read)]);
  const tile = ({ code, name, tile: short }: PublicCategory): CategoryTile => ({ code, label: short ?? name });
  const first = items.filter(({ order }) => order !== null).slice(0, BIG);
  const others = items.filter((category) => !first.includes(category));
  const [more, rest] = [others.filter(({ order }) => order !== null), others.filter(({ order }) => order === null)];
  return {
    tiles: first.map(tile),
    more: more.map(tile),
    rest: rest.map(tile),
    questions: Object.fromEntries(
      items.flatMap(({ code }) => {
        const { attributes = [] } = work.categories.get(code) ?? {};
        return attributes.length > 0 ? [[code, attributes] as const] : [];
      }),
    ),
    streets,
  };
}

async function communitiesByStreet(ctx: ReadContext): Promise<readonly StreetOfCommunities[]> {
  const areas = await areaTree(ctx.read, { kinds: ['district', 'street', 'community'] });
  const names = new Map(areas.map(({ id, name }) => [id, name]));
  const streets = new Map<string, { id: string; name: string }[]>();
  for (const { id, name, kind, parentId } of areas) {
    if (kind !== 'community') continue;
    const street = (parentId ? names.get(parentId) : undefined) ?? '';
    streets.set(street, [...(streets.get(street) ?? []), { id, name }]);
  }
  return [...streets].map(([name, communities]) => ({ name, communities }));
}

const PREVIEW_LIMIT = 60_000;

/** Small pictures of photos that only their sender may see, carried within the page itself. */
export async function previewsOf(ctx: ReadContext, fileIds: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const pairs = await Promise.all(fileIds.map(async (id) => [id, await previewOf(ctx, id)] as const));
  return Object.fromEntries(pairs.flatMap(([id, address]) => (address ? [[id, address]] : [])));
}

async function previewOf(ctx: ReadContext, fileId: string): Promise<string | null> {
  const [known] = await ctx.files.describe(ctx.read, [fileId]);
  if (!known || known.createdBy !== null) return null;
  const { stream, contentType } = await ctx.files.open(ctx.read, fileId, 'thumb');
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  const bytes = Buffer.concat(parts);
  return bytes.length > PREVIEW_LIMIT ? null : `data:${contentType};base64,${bytes.toString('base64')}`;
}
