import { areaRef, areaTree } from '../../city/exports.ts';
import type { ReadContext } from '../../platform/context.ts';
import type { Page, PageAnswer, PageRequest } from '../../platform/slice.ts';
import type { MapMark } from '../../public/MapPicture.tsx';
import { type Box, frame } from '../../public/projection.ts';
import { say } from '../../public/site.ts';
import type { MapMark as CaseMark } from '../schema.ts';
import type { PublicCaseItem, PublicCaseView } from '../schema/public.ts';
import { categoriesForPublic, countPublicly, listPublicly, mapPublicly, openPublicly } from '../service/public.ts';
import { keepApart } from './apart.ts';
import { CasePage } from './CasePage.tsx';
import { answerPage, titleOf } from './frame.tsx';
import { keptForAll } from './kept.ts';
import { areasIn, boxAt, boxOf, MAP_RATIO, nowhere } from './maps.ts';
import { looks } from './marks.tsx';
import { filterAddress, type NearbyFilters, readFilters } from './nearby-filters.ts';
import { NearbyPage } from './NearbyPage.tsx';
import { nearbyTexts } from './text/list.ts';

const PER_PAGE = 20;
/** Pixels of the drawn map, and degrees of its nearest look. */
const MAP_WIDTH = 360;
const NEAREST = 0.002;

const wanted = ({ state, area, category, days }: NearbyFilters) => ({ state, area, category, days });

async function openNearby(ctx: ReadContext, request: PageRequest): Promise<PageAnswer> {
  const filters = readFilters(request.query);
  const [area, counted, list, places, { items: categories }] = await Promise.all([
    filters.area ? areaRef(ctx.read, filters.area) : null,
    countedFor(ctx, filters),
    listPublicly(ctx, { ...wanted(filters), cursor: filters.cursor, limit: PER_PAGE }),
    placesOf(ctx),
    categoriesForPublic(ctx),
  ]);
  const map = await mapFor(ctx, filters, list.items, many(counted));
  const model = {
    filters,
    areaName: area?.name ?? null,
    counted,
    items: list.items,
    next: list.next,
    map,
    places,
    categories,
    now: ctx.now,
  };
  return answerPage(ctx, request, {
    title: area ? titleOf(nearbyTexts, 'titleArea', { area: area.name }) : titleOf(nearbyTexts, 'title'),
    page: <NearbyPage model={model} />,
    scripts: ['nearby'],
  });
}

/** From here on counting takes longer than reading the page, and no reader misses the last minute of it. */
const MANY = 200;
const many = ({ total }: { readonly total: number }): boolean => total > MANY;

function countedFor(ctx: ReadContext, { area, category, days }: NearbyFilters) {
  return keptForAll(
    ctx,
    `nearby.counted ${JSON.stringify([area, category, days])}`,
    () => countPublicly(ctx, { area, category, days }),
    many,
  );
}

const depthOf = { district: 0, street: 1, community: 2, block: 3, compound: 3 } as const;

async function placesOf(ctx: ReadContext) {
  const areas = await areaTree(ctx.read, { kinds: ['district', 'street', 'community'] });
  return areas.map(({ id, name, kind }) => ({ id, name, depth: depthOf[kind] }));
}

/** @param kept there are many: what stands on the map is worked out once a minute for all who look at the same */
async function mapFor(ctx: ReadContext, filters: NearbyFilters, items: readonly PublicCaseItem[], kept: boolean) {
  const here = filters.lng !== undefined && filters.lat !== undefined ? { lng: filters.lng, lat: filters.lat } : null;
  const box = filters.box ? frame(filters.box, MAP_RATIO, 0) : ((await boxOf(ctx, filters.area)) ?? boundsOfItems(items) ?? nowhere);
  const asked = { ...wanted(filters), ...box, zoom: zoomOf(box) };
  const { marks } = await (kept
    ? keptForAll(ctx, `nearby.map ${JSON.stringify(asked)}`, () => mapPublicly(ctx, asked))
    : mapPublicly(ctx, asked));
  const t = say(nearbyTexts, ctx.locale);
  const onPage = new Map(items.map((item) => [item.number, item]));
  const inside = marks.filter(({ lng, lat }) => lng >= box.west && lng <= box.east && lat >= box.south && lat <= box.north);
  // At the nearest look nothing is put together: there is none nearer to take it apart.
  const drawn = (canLookNearer(box) ? keepApart(inside, box, MAP_WIDTH) : inside).map((mark, index): MapMark => asMark(mark, index));
  const you: MapMark[] = here ? [{ key: 'you', kind: 'you', ...here, label: t('you') }] : [];
  return { box, areas: await areasIn(ctx, box, filters.area), marks: [...drawn, ...you], zoomed: filters.box !== undefined };

  function asMark(mark: CaseMark, index: number): MapMark {
    const { lng, lat, count } = mark;
    if (!mark.case)
      return {
        key: `group ${index}`,
        kind: 'group',
        lng,
        lat,
        count,
        label: t('group', { n: count }),
        href: filterAddress({ ...filters, cursor: undefined, box: nearer(box, lng, lat) }),
      };
    const item = onPage.get(mark.case.number);
    const kind = item
      ? looks[item.state].mark
      : mark.case.state === 'closed'
        ? mark.case.outcome === 'fixed'
          ? 'ok'
          : 'closed'
        : mark.case.state === 'onLongTermList'
          ? 'hold'
          : 'go';
    return {
      key: mark.case.id,
      kind,
      lng,
      lat,
      label: mark.case.title,
      href: item ? `#n${mark.case.number}` : `/cases/${mark.case.number}`,
    };
  }
}

/** Three times nearer, around a group. */
const nearer = (box: Box, lng: number, lat: number): Box => boxAt(lng, lat, Math.max(NEAREST, (box.east - box.west) / 3));

const widthOf = ({ west, east }: Box): number => east - west;
const canLookNearer = (box: Box): boolean => widthOf(nearer(box, box.west, box.south)) < widthOf(box) * 0.9;

function boundsOfItems(items: readonly PublicCaseItem[]): Box | null {
  const placed = items.flatMap(({ lng, lat }) => (lng === null || lat === null ? [] : [{ lng, lat }]));
  if (placed.length === 0) return null;
  const [lngs, lats] = [placed.map(({ lng }) => lng), placed.map(({ lat }) => lat)];
  return frame({ west: Math.min(...lngs), east: Math.max(...lngs), south: Math.min(...lats), north: Math.max(...lats) }, MAP_RATIO);
}

/** The zoom of a tiled map whose 360 pixels show this box: the server's groups are made for it. */
const zoomOf = (box: Box): number => Math.min(20, Math.max(3, Math.round(Math.log2((360 * 360) / (256 * (box.east - box.west))))));

async function openCase(ctx: ReadContext, request: PageRequest): Promise<PageAnswer> {
  const view = await openPublicly(ctx, { number: (request.params.number ?? '').slice(0, 20) });
  return answerPage(ctx, request, { title: view.title, page: <CasePage view={view} now={ctx.now} map={await smallMap(ctx, view)} /> });
}

async function smallMap(ctx: ReadContext, view: PublicCaseView) {
  if (view.lng === null || view.lat === null) return null;
  const box = boxAt(view.lng, view.lat, 0.02);
  const marks: MapMark[] = [{ key: view.id, kind: looks[view.state].mark, lng: view.lng, lat: view.lat, label: view.title }];
  return { box, areas: await areasIn(ctx, box), marks };
}

export const nearbyPages: readonly Page[] = [
  { method: 'GET', path: '/nearby', section: { label: { zh: '公开的问题', en: 'Public cases' }, order: 30 }, answer: openNearby },
  { method: 'GET', path: '/cases/:number', answer: openCase },
];
