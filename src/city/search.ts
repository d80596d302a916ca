import { roles } from '../kernel/actor.ts';
import type { ReadContext } from '../platform/context.ts';
import type { SearchHit, SearchSource } from '../platform/slice.ts';
import { cityDay } from './rules.ts';
import { areaKinds, unitKinds } from './schema.ts';
import { areasByIds, findAreas } from './store/areas.ts';
import { peoplePage } from './store/people.ts';
import { findPosts } from './store/posts.ts';
import { unitTree } from './store/units.ts';

async function findUnits(ctx: ReadContext, text: string, limit: number): Promise<SearchHit[]> {
  const found = await unitTree(ctx.read, { q: text }, cityDay(ctx.now));
  return found.slice(0, limit).map((unit) => ({
    kind: unitKinds[unit.kind],
    title: unit.shortName,
    note: unit.name === unit.shortName ? (unit.areaName ?? '') : unit.name,
    href: `/work/units/${unit.id}`,
  }));
}

async function findPeople(ctx: ReadContext, text: string, limit: number): Promise<SearchHit[]> {
  const today = cityDay(ctx.now);
  const people = await peoplePage(ctx.read, { q: text, today }, null, limit);
  if (people.length === 0) return [];
  const posts = await findPosts(ctx.read, { people: people.map((person) => person.id), on: today });
  return people.map((person) => {
    const held = posts.filter((post) => post.personId === person.id);
    const note = held
      .map((post) => `${post.unitShortName} ${post.title || roles[post.role][ctx.locale]}`)
      .join(ctx.locale === 'zh' ? '，' : ', ');
    return { kind: { zh: '人员', en: 'Person' }, title: person.name, note, href: `/work/people/${person.id}` };
  });
}

async function findPlaces(ctx: ReadContext, text: string, limit: number): Promise<SearchHit[]> {
  const found = await findAreas(ctx.read, text, limit);
  const above = await areasByIds(
    ctx.read,
    found.flatMap((area) => area.path.split('/').slice(0, -1)),
  );
  return found.map((area) => ({
    kind: areaKinds[area.kind],
    title: area.name,
    note: area.path
      .split('/')
      .flatMap((id) => above.get(id)?.name ?? [])
      .join(' / '),
    href: `/work/areas/${area.id}`,
  }));
}

/** Names, pinyin and initials. */
export const citySearch: readonly SearchSource[] = [
  { permission: 'city.view', find: findPlaces },
  { permission: 'city.view', find: findUnits },
  { permission: 'city.viewPeople', find: findPeople },
];
