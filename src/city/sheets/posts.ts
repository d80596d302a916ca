import { roles, type Role } from '../../kernel/actor.ts';
import { Problem, problems, type Fault } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { choice, date, text } from '../../platform/sheets/columns.ts';
import { defineSheet, type NumberedRow, type Verdict } from '../../platform/sheets/template.ts';
import type { Id } from '../../kernel/ids.ts';
import { appoint, cityDay, type Held } from '../rules.ts';
import { cityProblems } from '../schema.ts';
import { changePosts, givePosts, lockPeople } from '../service/give-posts.ts';
import { areaTree } from '../store/areas.ts';
import { allPeople, type PersonRow } from '../store/people.ts';
import { findPosts, type PostRow } from '../store/posts.ts';
import { unitTree } from '../store/units.ts';
import { faultOf, faultsOnly, repeated, unknown, verdictOf, type Broken } from './planning.ts';

interface PostLine {
  readonly person: string;
  readonly personName: string | null;
  readonly unit: string;
  readonly role: Role;
  readonly area: string | null;
  readonly title: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Posts that are not over, and what their codes stand for. Deputies are named by hand, for days, and stay out. */
async function standing(ctx: ReadContext) {
  const today = cityDay(ctx.now);
  const people = new Map((await allPeople(ctx.read)).map((person) => [person.code, person]));
  const units = new Map((await unitTree(ctx.read, {}, today)).map((unit) => [unit.code, unit]));
  const areas = new Map((await areaTree(ctx.read, {})).map((area) => [area.code, area]));
  const posts = (await findPosts(ctx.read, { notOverOn: today })).filter((post) => post.deputyFor === null);
  const byPlace = new Map(posts.map((post) => [placeKey(post.personId, post.unitId, post.role, post.areaId), post]));
  const areaPaths = new Map([...areas.values()].map((area) => [area.id, area.path]));
  return { people, units, areas, areaPaths, posts, byPlace };
}
const placeKey = (...parts: readonly (string | null)[]) => parts.join(' ');
type Standing = Awaited<ReturnType<typeof standing>>;

/** The same post is the same person, unit, role and area; title and days may change. */
const keyOf = (row: Partial<PostLine>) =>
  row.person && row.unit && row.role && row.area !== undefined ? [row.person, row.unit, row.role, row.area ?? ''].join(' ') : null;

/** Codes that nobody has. */
function strangers({ people, units, areas }: Pick<Standing, 'people' | 'units' | 'areas'>, row: Partial<PostLine>): Fault[] {
  const faults: Fault[] = [];
  if (row.person && !people.has(row.person)) faults.push(unknown('person', '人员', 'person', row.person));
  if (row.unit && !units.has(row.unit)) faults.push(unknown('unit', '单位', 'unit', row.unit));
  if (row.area && !areas.has(row.area)) faults.push(unknown('area', '片区', 'area', row.area));
  return faults;
}

function targetOf({ people, units, areas, byPlace }: Standing, row: PostLine) {
  const [person, unit, area] = [people.get(row.person), units.get(row.unit), row.area === null ? null : areas.get(row.area)];
  const faults = strangers({ people, units, areas }, row);
  if (!person || !unit || area === undefined) return { faults };
  const areaId = area?.id ?? null;
  const known = byPlace.get(placeKey(person.id, unit.id, row.role, areaId));
  return { faults, target: { person, unit, areaId, known, area } };
}

async function plan(ctx: ReadContext, rows: readonly NumberedRow<PostLine>[], broken: Broken<PostLine>): Promise<Verdict[]> {
  const city = await standing(ctx);
  const pathOf = (id: Id | null) => (id === null ? null : (city.areaPaths.get(id) ?? null));
  const twice = repeated(rows, broken, 'person', keyOf);
  // What each person will hold, rows before this one included: two of them must not make an administrator of an official.
  const holding = new Map<string, Held[]>();
  for (const post of city.posts) holding.set(post.personId, [...(holding.get(post.personId) ?? []), post]);
  const verdicts = rows.map(({ row, values }): Verdict => {
    const { faults, target } = targetOf(city, values);
    const again = twice.get(row);
    if (again) faults.push(again);
    if (!target || faults.length > 0) return { faults };
    const { person, unit, areaId, known, area } = target;
    const unitId = unit.id;
    if (known && isSame(known, values)) return { verdict: 'same' };
    const held = (holding.get(person.id) ?? []).filter((post) => post.id !== known?.id);
    const wanted = { role: values.role, unitId, areaId, validFrom: values.validFrom, validTo: values.validTo };
    const place = { unitKind: unit.kind, unitArea: pathOf(unit.areaId), area: area?.path ?? null };
    const decision = appoint({ ...wanted, ...place, person: refOf(person), held, by: ctx.actor.personId });
    if (decision.refused) return { faults: [faultOf(columnOf[decision.refused.code] ?? 'role', decision)] };
    holding.set(person.id, [...held, { ...wanted, id: known?.id ?? `row ${row}` }]);
    return verdictOf([], known ? 'update' : 'create');
  });
  return [...verdicts, ...broken.map(({ row, values }) => faultsOnly(...strangers(city, values), twice.get(row)))];
}

/** Where a refusal of the rule is shown. */
const columnOf: Readonly<Record<string, string>> = {
  [cityProblems.areaNeeded.code]: 'area',
  [cityProblems.areaOutsideUnit.code]: 'area',
  [cityProblems.wrongPeriod.code]: 'validTo',
  [cityProblems.personInactive.code]: 'person',
};

const refOf = ({ id, name, active }: PersonRow) => ({ id, name, active });
const isSame = (post: PostRow, row: PostLine) =>
  post.title === (row.title ?? '') && post.validFrom === row.validFrom && post.validTo === row.validTo;

/** Decided again with the people locked: what somebody else gave since the preview counts. @throws Problem stale */
async function apply(ctx: WriteContext, rows: readonly (NumberedRow<PostLine> & { verdict: 'create' | 'update' })[]): Promise<void> {
  const people = (await standing(ctx)).people;
  await lockPeople(
    ctx,
    rows.flatMap(({ values }) => people.get(values.person)?.id ?? []),
  );
  if ((await plan(ctx, rows, [])).some((verdict) => 'faults' in verdict)) throw new Problem(problems.stale);
  const city = await standing(ctx);
  const targets = rows.flatMap(({ values }) => {
    const { target } = targetOf(city, values);
    return target ? [{ ...target, values, days: { title: values.title ?? '', validFrom: values.validFrom, validTo: values.validTo } }] : [];
  });
  await changePosts(
    ctx,
    targets.flatMap(({ known, days }) => (known ? [{ post: known, wanted: days }] : [])),
  );
  await givePosts(
    ctx,
    targets.flatMap(({ known, person, unit, areaId, values, days }) =>
      known ? [] : [{ personId: person.id, unitId: unit.id, areaId, role: values.role, ...days }],
    ),
  );
}

async function* load(ctx: ReadContext): AsyncGenerator<PostLine> {
  const { posts, people, units, areas } = await standing(ctx);
  const codeOf = (records: ReadonlyMap<string, { readonly id: string }>) => new Map([...records].map(([code, { id }]) => [id, code]));
  const [personCodes, unitCodes, areaCodes] = [codeOf(people), codeOf(units), codeOf(areas)];
  for (const post of posts) {
    const { role, title, validFrom, validTo, personName } = post;
    const area = post.areaId === null ? null : (areaCodes.get(post.areaId) ?? null);
    yield {
      person: personCodes.get(post.personId) ?? '',
      personName,
      unit: unitCodes.get(post.unitId) ?? '',
      role,
      area,
      title: title || null,
      validFrom,
      validTo,
    };
  }
}

export const postsSheet = defineSheet({
  name: 'posts',
  title: { zh: '岗位', en: 'Posts' },
  permission: 'city.viewPeople',
  importPermission: 'city.assignPosts',
  columns: {
    person: text({ header: { zh: '人员编号', en: 'Person code' }, required: true, max: 40, example: 'R0001' }),
    personName: text({ header: { zh: '姓名', en: 'Name' }, max: 40, note: { zh: '只供核对，导入时不看', en: 'For reading only' } }),
    unit: text({ header: { zh: '单位代码', en: 'Unit code' }, required: true, max: 40, example: 'CGJ' }),
    role: choice({ header: { zh: '岗位', en: 'Role' }, required: true, choices: roles, width: 20, example: '单位联络员' }),
    area: text({
      header: { zh: '片区代码', en: 'Area code' },
      max: 40,
      width: 22,
      note: { zh: '只管一个片区的岗位填写；管全市留空', en: 'Only for a post limited to an area' },
    }),
    title: text({ header: { zh: '职务', en: 'Title' }, max: 40, width: 22 }),
    validFrom: date({ header: { zh: '开始日期', en: 'First day' }, required: true, example: '2026-01-01' }),
    validTo: date({ header: { zh: '结束日期', en: 'Last day' }, note: { zh: '不定期留空', en: 'Empty without an end' } }),
  },
  load,
  plan,
  apply,
});
