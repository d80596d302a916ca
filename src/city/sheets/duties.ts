import { Problem, problems, type Fault } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { date, text } from '../../platform/sheets/columns.ts';
import { defineSheet, type NumberedRow, type Verdict } from '../../platform/sheets/template.ts';
import { cityDay, handOver } from '../rules.ts';
import { cityProblems, type AreaRow } from '../schema.ts';
import { giveDuties, lockAreas } from '../service/give-duties.ts';
import { reach, reaches } from '../service/gate.ts';
import { areaTree } from '../store/areas.ts';
import { findDuties, type DutyRow } from '../store/duties.ts';
import { allPeople } from '../store/people.ts';
import { faultOf, faultsOnly, repeated, unknown, verdictOf, type Broken } from './planning.ts';

interface DutyLine {
  readonly area: string;
  readonly areaName: string | null;
  readonly person: string | null;
  readonly personName: string | null;
  readonly validFrom: string | null;
  readonly note: string | null;
}

async function standing(ctx: ReadContext) {
  const areas = await areaTree(ctx.read, {});
  const people = await allPeople(ctx.read);
  const duties = await findDuties(ctx.read, { notOverOn: cityDay(ctx.now) });
  return {
    areas,
    byCode: new Map(areas.map((area) => [area.code, area])),
    people: new Map(people.map((person) => [person.code, person])),
    personCodes: new Map(people.map((person) => [person.id, person.code])),
    // The open one comes last: with a change already arranged, that is who a new one would follow.
    duties: new Map(duties.toSorted((a, b) => Number(a.validTo === null) - Number(b.validTo === null)).map((duty) => [duty.areaId, duty])),
  };
}
type Standing = Awaited<ReturnType<typeof standing>>;

/** An empty person changes nothing: a list with gaps is not an order to take duties away. */
function verdict(city: Standing, row: DutyLine, today: string, allowed: (area: AreaRow) => boolean): Verdict {
  const area = city.byCode.get(row.area);
  if (!area) return { faults: [unknown('area', '片区', 'area', row.area)] };
  if (row.person === null) return { verdict: 'same' };
  const person = city.people.get(row.person);
  if (!person) return { faults: [unknown('person', '人员', 'person', row.person)] };
  const duty = city.duties.get(area.id);
  if (duty?.personId === person.id) return { verdict: 'same' };
  const faults: Fault[] = [];
  if (!person.active) faults.push(faultOf('person', { refused: cityProblems.personInactive, detail: { name: person.name } }));
  if (!allowed(area)) faults.push(faultOf('area', { refused: cityProblems.notInYourArea }));
  const passed = duty ? handOver(area.name, duty, { personId: person.id, validFrom: row.validFrom ?? today }) : null;
  if (passed?.refused) faults.push(faultOf('validFrom', passed));
  return verdictOf(faults, duty ? 'update' : 'create');
}

async function plan(ctx: ReadContext, rows: readonly NumberedRow<DutyLine>[], broken: Broken<DutyLine>): Promise<Verdict[]> {
  const city = await standing(ctx);
  const within = await reach(ctx, 'city.assignDuties');
  const twice = repeated(rows, broken, 'area', (row) => row.area ?? null);
  const verdicts = rows.map(({ row, values }) => {
    const again = twice.get(row);
    return again ? { faults: [again] } : verdict(city, values, cityDay(ctx.now), (area) => reaches(within, area.path));
  });
  const more = broken.map(({ row, values: { area, person } }) =>
    faultsOnly(
      twice.get(row),
      area && !city.byCode.has(area) ? unknown('area', '片区', 'area', area) : null,
      person && !city.people.has(person) ? unknown('person', '人员', 'person', person) : null,
    ),
  );
  return [...verdicts, ...more];
}

/** Decided again with the areas locked: what somebody else gave since the preview counts. @throws Problem stale */
async function apply(ctx: WriteContext, rows: readonly (NumberedRow<DutyLine> & { verdict: 'create' | 'update' })[]): Promise<void> {
  const { byCode } = await standing(ctx);
  await lockAreas(
    ctx,
    rows.flatMap(({ values }) => byCode.get(values.area)?.id ?? []),
  );
  if ((await plan(ctx, rows, [])).some((one) => 'faults' in one)) throw new Problem(problems.stale);
  const city = await standing(ctx);
  await giveDuties(
    ctx,
    rows.flatMap(({ values }) => {
      const [area, person] = [city.byCode.get(values.area), city.people.get(values.person ?? '')];
      if (!area || !person) return [];
      const duty = city.duties.get(area.id);
      // Somebody else gave the same area to the same person meanwhile.
      if (duty?.personId === person.id) return [];
      const validFrom = values.validFrom ?? cityDay(ctx.now);
      return [{ areaId: area.id, personId: person.id, validFrom, note: values.note ?? '', from: duty }];
    }),
  );
}

async function* load(ctx: ReadContext): AsyncGenerator<DutyLine> {
  const { areas, duties, personCodes } = await standing(ctx);
  for (const area of areas) {
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
  plan,
  apply,
});
