import { roles, type Role } from '../../kernel/actor.ts';
import type { Fault } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { choice, date, text } from '../../platform/sheets/columns.ts';
import { defineSheet, type NumberedRow, type Verdict } from '../../platform/sheets/template.ts';
import type { Id } from '../../kernel/ids.ts';
import { appoint, cityDay, type Held } from '../rules.ts';
import { cityProblems } from '../schema.ts';
import { changePosts, givePosts } from '../service/give-posts.ts';
import { lockNamed } from '../service/lock-rows.ts';
import { codedAreas, codedPeople, codedUnits, ownPosts, type CodedPerson, type OwnPost } from '../store/coded.ts';
import { decideEach, faultOf, faultsOnly, repeated, unknown, verdictOf, type Broken } from './planning.ts';

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

/** Posts that are not over, and what their codes stand for. */
async function standing(ctx: ReadContext) {
  const people = new Map((await codedPeople(ctx.read)).map((person) => [person.code, person]));
  const units = new Map((await codedUnits(ctx.read)).map((unit) => [unit.code, unit]));
  const areas = new Map((await codedAreas(ctx.read)).map((area) => [area.code, area]));
  const held = new Map<Id, OwnPost[]>();
  for (const post of await ownPosts(ctx.read, cityDay(ctx.now))) {
    const others = held.get(post.personId);
    if (others) others.push(post);
    else held.set(post.personId, [post]);
  }
  return { people, units, areas, held };
}
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

function targetOf({ people, units, areas, held }: Standing, row: PostLine) {
  const [person, unit, area] = [people.get(row.person), units.get(row.unit), row.area === null ? null : areas.get(row.area)];
  const faults = strangers({ people, units, areas }, row);
  if (!person || !unit || area === undefined) return { faults };
  const areaId = area?.id ?? null;
  const isHere = (post: OwnPost) => post.unitId === unit.id && post.role === row.role && post.areaId === areaId;
  const known = held.get(person.id)?.findLast(isHere);
  return { faults, target: { person, unit, areaId, known, area } };
}

async function plan(ctx: ReadContext, rows: readonly NumberedRow<PostLine>[], broken: Broken<PostLine>): Promise<Verdict[]> {
  const city = await standing(ctx);
  const unitAreas = new Set([...city.units.values()].map((unit) => unit.areaId));
  const areaPaths = new Map([...city.areas.values()].flatMap(({ id, path }) => (unitAreas.has(id) ? [[id, path]] : [])));
  const pathOf = (id: Id | null) => (id === null ? null : (areaPaths.get(id) ?? null));
  const twice = repeated(rows, broken, 'person', keyOf);
  // What each person will hold, rows before this one included: two of them must not make an administrator of an official.
  const holding = new Map<Id, readonly Held[]>();
  const verdicts = await decideEach(rows, ({ row, values }) => {
    const { faults, target } = targetOf(city, values);
    const again = twice.get(row);
    if (again) faults.push(again);
    if (!target || faults.length > 0) return { faults };
    const { person, unit, areaId, known, area } = target;
    const unitId = unit.id;
    if (known && isSame(known, values)) return { verdict: 'same' };
    const held = (holding.get(person.id) ?? city.held.get(person.id) ?? []).filter((post) => post.id !== known?.id);
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

const refOf = ({ id, name, active }: CodedPerson) => ({ id, name, active });
const isSame = (post: OwnPost, row: PostLine) =>
  post.title === (row.title ?? '') && post.validFrom === row.validFrom && post.validTo === row.validTo;

const lock = (ctx: WriteContext, rows: readonly NumberedRow<PostLine>[]): Promise<void> =>
  lockNamed(ctx, {
    areas: rows.map(({ values }) => values.area),
    units: rows.map(({ values }) => values.unit),
    people: rows.map(({ values }) => values.person),
  });

async function apply(ctx: WriteContext, rows: readonly (NumberedRow<PostLine> & { verdict: 'create' | 'update' })[]): Promise<void> {
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
  const { held, people, units, areas } = await standing(ctx);
  const byId = <Coded extends { readonly id: Id }>(coded: ReadonlyMap<string, Coded>) =>
    new Map([...coded.values()].map((one) => [one.id, one]));
  const [holders, places, within] = [byId(people), byId(units), byId(areas)];
  for (const post of [...held.values()].flat().toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { role, title, validFrom, validTo } = post;
    const person = holders.get(post.personId);
    yield {
      person: person?.code ?? '',
      personName: person?.name ?? null,
      unit: places.get(post.unitId)?.code ?? '',
      role,
      area: post.areaId === null ? null : (within.get(post.areaId)?.code ?? null),
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
  lock,
  plan,
  apply,
});
