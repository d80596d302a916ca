import type { Id } from '../../kernel/ids.ts';
import type { Fault } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { date, text } from '../../platform/sheets/columns.ts';
import { defineSheet, type NumberedRow, type Verdict } from '../../platform/sheets/template.ts';
import { cityDay, handOver } from '../rules.ts';
import { cityProblems, type AreaRow } from '../schema.ts';
import { giveDuties } from '../service/give-duties.ts';
import { lockNamed } from '../service/lock-rows.ts';
import { reach, reaches } from '../service/gate.ts';
import { areaTree } from '../store/areas.ts';
import { codedAreas, codedPeople, openDuties, type CodedArea } from '../store/coded.ts';
import { findDuties, type DutyRow } from '../store/duties.ts';
import { decideEach, faultOf, faultsOnly, repeated, unknown, verdictOf, type Broken } from './planning.ts';

interface DutyLine {
  readonly area: string;
  readonly areaName: string | null;
  readonly person: string | null;
  readonly personName: string | null;
  readonly validFrom: string | null;
  readonly note: string | null;
}

/** The open one counts: with a change already arranged, that is who a new one would follow. */
const byArea = <Duty extends { readonly areaId: Id; readonly validTo: string | null }>(duties: readonly Duty[]) =>
  new Map(duties.toSorted((a, b) => Number(a.validTo === null) - Number(b.validTo === null)).map((duty) => [duty.areaId, duty]));

async function standing(ctx: ReadContext) {
  const areas = new Map((await codedAreas(ctx.read)).map((area) => [area.code, area]));
  const people = new Map((await codedPeople(ctx.read)).map((person) => [person.code, person]));
  const names = new Map([...people.values()].map(({ id, name }) => [id, name]));
  return { areas, people, names, duties: byArea(await openDuties(ctx.read, cityDay(ctx.now))) };
}
type Standing = Awaited<ReturnType<typeof standing>>;

/** An empty person changes nothing: a list with gaps is not an order to take duties away. */
function verdict(city: Standing, row: DutyLine, today: string, allowed: (area: CodedArea) => boolean): Verdict {
  const area = city.areas.get(row.area);
  if (!area) return { faults: [unknown('area', '片区', 'area', row.area)] };
  if (row.person === null) return { verdict: 'same' };
  const person = city.people.get(row.person);
  if (!person) return { faults: [unknown('person', '人员', 'person', row.person)] };
  const duty = city.duties.get(area.id);
  if (duty?.personId === person.id) return { verdict: 'same' };
  const faults: Fault[] = [];
  if (!person.active) faults.push(faultOf('person', { refused: cityProblems.personInactive, detail: { name: person.name } }));
  if (!allowed(area)) faults.push(faultOf('area', { refused: cityProblems.notInYourArea }));
  const held = duty && { ...duty, personName: city.names.get(duty.personId) ?? '' };
  const passed = held ? handOver(area.name, held, { personId: person.id, validFrom: row.validFrom ?? today }) : null;
  if (passed?.refused) faults.push(faultOf('validFrom', passed));
  return verdictOf(faults, duty ? 'update' : 'create');
}

async function plan(ctx: ReadContext, rows: readonly NumberedRow<DutyLine>[], broken: Broken<DutyLine>): Promise<Verdict[]> {
  const city = await standing(ctx);
  const within = await reach(ctx, 'city.assignDuties');
  const twice = repeated(rows, broken, 'area', (row) => row.area ?? null);
  const verdicts = await decideEach(rows, ({ row, values }) => {
    const again = twice.get(row);
    return again ? { faults: [again] } : verdict(city, values, cityDay(ctx.now), (area) => reaches(within, area.path));
  });
  const more = broken.map(({ row, values: { area, person } }) =>
    faultsOnly(
      twice.get(row),
      area && !city.areas.has(area) ? unknown('area', '片区', 'area', area) : null,
      person && !city.people.has(person) ? unknown('person', '人员', 'person', person) : null,
    ),
  );
  return [...verdicts, ...more];
}

const lock = (ctx: WriteContext, rows: readonly NumberedRow<DutyLine>[]): Promise<void> =>
  lockNamed(ctx, { areas: rows.map(({ values }) => values.area), people: rows.map(({ values }) => values.person) });

async function apply(ctx: WriteContext, rows: readonly (NumberedRow<DutyLine> & { verdict: 'create' | 'update' })[]): Promise<void> {
  const city = await standing(ctx);
  await giveDuties(
    ctx,
    rows.flatMap(({ values }) => {
      const [area, person] = [city.areas.get(values.area), city.people.get(values.person ?? '')];
      if (!area || !person) return [];
      const validFrom = values.validFrom ?? cityDay(ctx.now);
      return [{ areaId: area.id, personId: person.id, validFrom, note: values.note ?? '', from: city.duties.get(area.id) }];
    }),
  );
}

async function* load(ctx: ReadContext): AsyncGenerator<DutyLine> {
  const personCodes = new Map((await codedPeople(ctx.read)).map((person) => [person.id, person.code]));
  const duties = byArea(await findDuties(ctx.read, { notOverOn: cityDay(ctx.now) }));
  for (const area of await areaTree(ctx.read, {})) {
    const duty = duties.get(area.id);
    // Every compound stands in the list, the vacant ones to be filled in; of other areas those that somebody answers for.
    if (area.kind === 'compound' || duty) yield lineOf(area, duty, personCodes);
  }
}

const lineOf = (area: AreaRow, duty: DutyRow | undefined, personCodes: ReadonlyMap<string, string>): DutyLine => ({
  area: area.code,
  areaName: area.name,
  person: duty ? (personCodes.get(duty.personId) ?? null) : null,
  personName: duty?.personName ?? null,
  validFrom: duty?.validFrom ?? null,
  note: duty?.note || null,
});

export const dutiesSheet = defineSheet({
  name: 'areaDuties',
  title: { zh: '包片责任', en: 'Area duties' },
  permission: 'city.viewPeople',
  importPermission: 'city.assignDuties',
  columns: {
    area: text({ header: { zh: '片区代码', en: 'Area code' }, required: true, max: 40, width: 22, example: '690602001001-001' }),
    areaName: text({
      header: { zh: '片区名称', en: 'Area' },
      max: 80,
      width: 22,
      note: { zh: '只供核对，导入时不看', en: 'For reading only' },
    }),
    person: text({
      header: { zh: '负责人编号', en: 'Person code' },
      max: 40,
      note: { zh: '留空表示不改；换人就写新的编号', en: 'Empty changes nothing; another code transfers the duty' },
      example: 'R0026',
    }),
    personName: text({ header: { zh: '负责人', en: 'Person' }, max: 40, note: { zh: '只供核对，导入时不看', en: 'For reading only' } }),
    validFrom: date({ header: { zh: '开始日期', en: 'First day' }, note: { zh: '留空从今天起', en: 'Empty: from today' } }),
    note: text({ header: { zh: '备注', en: 'Note' }, max: 80, width: 24 }),
  },
  load,
  lock,
  plan,
  apply,
});
