import type { Role } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import type { WriteContext } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { aCity, aPerson, aPost, positionIn, type TestCity } from '../city/fixtures.ts';
import type { CaseState } from './schema/words.ts';
import { applyStep, type Step } from './service/apply.ts';
import { putDutyRule } from './service/duty-rules.ts';
import { loadPresets } from './service/presets.ts';
import { createCase, type ReportInput } from './service/report.ts';
import { touchCasework } from './store/casework.ts';
import { caseById, type CaseRow } from './store/rows.ts';
import type { CaseTables } from './store/tables.ts';

/** Records for tests: a small city with its casework, people of every part, and cases in any state. */

const parts = [
  'office',
  'staff',
  'liaison',
  'otherLiaison',
  'inspector',
  'otherInspector',
  'community',
  'street',
  'hotline',
  'supervisor',
  'commander',
  'media',
  'admin',
] as const;
export type Part = (typeof parts)[number];

export interface TestCasework {
  readonly city: TestCity;
  readonly people: Readonly<Record<Part, Id>>;
}

const roleOf: Readonly<Record<Part, Role>> = {
  office: 'officeHead',
  staff: 'officeStaff',
  liaison: 'unitLiaison',
  otherLiaison: 'unitLiaison',
  inspector: 'inspector',
  otherInspector: 'inspector',
  community: 'communityHead',
  street: 'streetStaff',
  hotline: 'hotlineAgent',
  supervisor: 'supervisor',
  commander: 'commander',
  media: 'mediaEditor',
  admin: 'systemAdmin',
};

function placeOf(city: TestCity, part: Part): { readonly unitId: Id; readonly areaId?: Id } {
  if (part === 'liaison') return { unitId: city.department.id };
  if (part === 'otherLiaison') return { unitId: city.otherDepartment.id };
  if (part === 'community') return { unitId: city.communityUnit.id, areaId: city.community.id };
  if (part === 'street') return { unitId: city.streetUnit.id, areaId: city.street.id };
  return { unitId: city.office.id };
}

/** The test city with presets, a duty rule for the first department, and one person a part. */
export async function aCasework(ctx: WriteContext): Promise<TestCasework> {
  const city = await aCity(ctx.tx);
  await loadPresets(ctx);
  await ctx.tx.writing<CaseTables>().deleteFrom('dutyRules').where('cityId', '=', ctx.tx.cityId).execute();
  await putDutyRule(ctx, newId(), {
    article: '4.1',
    text: '市场红线外占道经营',
    category: 'e05-01',
    areaId: null,
    answerTo: null,
    answers: [],
    leadBy: 'unit',
    leadUnitId: city.department.id,
    jointUnitIds: [city.otherDepartment.id],
    validFrom: '2020-01-01',
    validTo: null,
    active: true,
  });
  await touchCasework(ctx.tx);
  const people: Partial<Record<Part, Id>> = {};
  for (const part of parts) {
    const person = await aPerson(ctx.tx, { name: part });
    await aPost(ctx.tx, { personId: person.id, role: roleOf[part], ...placeOf(city, part) });
    people[part] = person.id;
  }
  return { city, people: people as Record<Part, Id> };
}

/** A report in the middle of the first compound. */
export const aReport = (more: Partial<ReportInput> = {}): ReportInput => ({
  ...positionIn.compound,
  category: 'e05-01',
  words: '市场东门外摊位占满人行道。',
  channel: 'publicWeb',
  ...more,
});

/** Of a test city, or of any other: who does what on the way of a case. */
export interface Hands {
  readonly city: { readonly department: { readonly id: Id; readonly name: string } };
  readonly people: Pick<TestCasework['people'], 'liaison' | 'inspector'>;
}

/** The acts that lead to a state, as the system records them: no permission is asked. */
function stepsTo(world: Hands, state: CaseState): Step[] {
  const { city, people } = world;
  const unitId = city.department.id;
  const file: Step = { act: 'file', to: 'filed', public: true };
  const dispatch: Step = {
    act: 'dispatch',
    to: 'assigned',
    set: { unitId },
    detail: { unitId, unitName: city.department.name },
    public: true,
  };
  const accept: Step = { act: 'accept', to: 'inProgress', set: { handlerIds: [people.liaison] }, public: true };
  const handle: Step = { act: 'handle', to: 'handled', words: '摊位已清走', public: true };
  const close: Step = {
    act: 'close',
    to: 'closed',
    set: { outcome: 'fixed', checkerId: people.inspector },
    detail: { outcome: 'fixed' },
    public: true,
  };
  const back: Step = {
    act: 'return',
    to: 'returned',
    set: { unitId: null, lastUnitId: unitId, returns: 1 },
    detail: { reason: 'otherUnit' },
  };
  const main = [file, dispatch, accept, handle, close];
  const until: Partial<Record<CaseState, readonly Step[]>> = {
    reported: [],
    filed: main.slice(0, 1),
    assigned: main.slice(0, 2),
    inProgress: main.slice(0, 3),
    handled: main.slice(0, 4),
    closed: main,
    returned: [file, dispatch, back],
    adjudicating: [file, dispatch, back, dispatch, { ...back, to: 'adjudicating', set: { unitId: null, lastUnitId: unitId, returns: 2 } }],
    rework: [...main.slice(0, 4), { act: 'rework', to: 'rework', words: '还在', set: { reworks: 1 } }],
    reopened: [
      ...main,
      {
        act: 'dispute',
        to: 'reopened',
        words: '又来了',
        set: { unitId: null, lastUnitId: unitId, outcome: null, closedAt: null, reopenings: 1 },
      },
    ],
  };
  const steps = until[state];
  if (!steps) throw new Error(`no way to ${state} is written down`);
  return [...steps];
}

/** A case in a state, found by nobody of the staff and handled by `liaison` unless said otherwise. */
export async function aCase(
  ctx: WriteContext,
  world: Hands,
  wanted: { readonly state?: CaseState; readonly report?: Partial<ReportInput>; readonly set?: Step['set'] } = {},
): Promise<CaseRow & { readonly code: string }> {
  const made = await createCase(ctx, aReport(wanted.report), { found: false });
  let row = made.row;
  for (const step of stepsTo(world, wanted.state ?? 'reported')) {
    const at = {
      assigned: { assignedAt: ctx.now },
      inProgress: { acceptedAt: ctx.now },
      handled: { handledAt: ctx.now },
      closed: { closedAt: ctx.now, firstClosedAt: ctx.now },
    };
    const times = step.to && step.to in at ? at[step.to as keyof typeof at] : {};
    row = await applyStep(ctx, row, { ...step, set: { ...times, ...step.set } });
  }
  if (wanted.set) row = await applyStep(ctx, row, { act: 'note', set: wanted.set });
  const saved = await caseById(ctx.tx, row.id);
  if (!saved) throw new Error('the case was not saved');
  return { ...saved, code: made.code };
}
