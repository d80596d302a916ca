import { sql } from 'kysely';
import { uploadFile } from '../platform/files/api.ts';
import { aPicture } from '../platform/files/fixtures.ts';
import { aCase, aCasework } from '../cases/fixtures.ts';
import { channels, outcomes, caseStates, type CaseState } from '../cases/schema/words.ts';
import { aDuty, aPost } from '../city/fixtures.ts';
import { roles, type Role } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import type { TestApp } from './app.ts';
import type { Known } from './schema-values.ts';

/** A city with a record of every kind, for calls that name them. */
export interface KnownRecords {
  /** Holds every post at once, so that no call ends before its use case. */
  readonly somebody: Id;
  readonly known: Known;
  /** Version or revision of the record that the address names, null when it names none. */
  newest(path: Readonly<Record<string, unknown>>): Promise<number | null>;
}

/** Address parameter → table and the column that counts its changes. */
const counted: Readonly<Record<string, readonly [table: string, column: string]>> = {
  caseId: ['cases', 'version'],
  unitId: ['units', 'revision'],
  personId: ['people', 'revision'],
  postId: ['posts', 'revision'],
  areaId: ['areas', 'revision'],
  dutyId: ['area_duties', 'revision'],
  facilityId: ['facilities', 'revision'],
  venueId: ['venues', 'revision'],
};

const hardToReach: readonly CaseState[] = ['verifying', 'declined', 'merged', 'onLongTermList'];
const states = (Object.keys(caseStates) as CaseState[]).filter((state) => !hardToReach.includes(state));

const arrange = (app: TestApp): Promise<Id> =>
  app.as('system', async (ctx) => {
    const world = await aCasework(ctx);
    const { office, liaison } = world.people;
    for (const role of Object.keys(roles) as Role[]) {
      const unit = role.startsWith('unit') ? world.city.department : world.city.office;
      await aPost(ctx.tx, { personId: office, role, unitId: unit.id });
    }
    for (const state of states) await aCase(ctx, world, { state });
    await aDuty(ctx.tx, { areaId: world.city.compound.id, personId: liaison });
    return office;
  });

/** One record each of what only a call makes. */
async function callFor(app: TestApp, somebody: Id): Promise<void> {
  const as = { personId: somebody };
  const post = (url: string, payload: object) => app.inject({ method: 'POST', url: `/api/v1${url}`, payload, as });
  const [area] = await app.as('system', (ctx) => ctx.tx.rows(sql<{ id: string }>`select id from areas where kind = 'compound' limit 1`));
  await post('/venues', { areaId: area?.id, kind: 'school', name: '实验小学', address: '', lng: null, lat: null });
  await post(`/areas/${area?.id}/facilities`, { defence: 'people', name: '门卫', state: 'inPlace' });
  await post('/case-views', { name: '逾期', query: { overdue: 'true' } });
  await post('/case-revisits', { from: '2026-11-01', to: '2026-11-30', share: 1, seed: 'a seed' });
  await app.call(uploadFile, {}, { as, file: await aPicture() });
}

const fixed: Readonly<Record<string, readonly string[]>> = {
  name: ['people', 'areas', 'duty-rules'],
  measure: ['cases.received', 'cases.onTime', 'cases.medianHours'],
  state: states,
  channel: Object.keys(channels),
  outcome: Object.keys(outcomes),
  year: ['2026'],
};

export async function arrangeRecords(app: TestApp): Promise<KnownRecords> {
  const somebody = await arrange(app);
  await callFor(app, somebody);
  await app.drain();
  const held = new Map<string, readonly string[]>(Object.entries(fixed));
  const read = async (field: string, table: string, column = 'id') => {
    const rows = await app.as('system', (ctx) =>
      ctx.tx.rows(sql<{ value: string }>`select ${sql.ref(column)}::text as value from ${sql.table(table)} limit 12`),
    );
    held.set(
      field,
      rows.map(({ value }) => value),
    );
  };
  for (const [field, [table]] of Object.entries(counted)) await read(field, table);
  await read('ruleId', 'duty_rules');
  await read('viewId', 'case_views');
  await read('revisitId', 'case_revisits');
  await read('fileId', 'files');
  await read('category', 'case_categories', 'code');
  await read('number', 'cases', 'number');
  await read('sha256', 'files', 'sha256');
  const ids = [...held].flatMap(([field, values]) => (field.endsWith('Id') ? values : []));
  return {
    somebody,
    known: (field) => held.get(field) ?? held.get(alike(field)) ?? (/(^|[a-z])(Ids?|By)$/.test(field) ? ids : []),
    newest: async (path) => {
      const [name, value] = Object.entries(path)[0] ?? [];
      const [table, column] = counted[name ?? ''] ?? [];
      if (!table || !column || !held.get(name ?? '')?.includes(String(value))) return null;
      const [row] = await app.as('system', (ctx) =>
        ctx.tx.rows(sql<{ n: number }>`select ${sql.ref(column)} as n from ${sql.table(table)} where id = ${String(value)}`),
      );
      return row?.n ?? null;
    },
  };
}

/** `suggestedUnitId`, `assistUnitIds` and `unit` all name units; `photos` are files, `into` and `sameAs` cases. */
function alike(field: string): string {
  if (field === 'photos' || field === 'photoId') return 'fileId';
  if (field === 'into' || field === 'sameAs' || field === 'except') return 'caseId';
  const what = /(case|unit|person|post|area|duty|rule)(Ids?)?$/i.exec(field)?.[1];
  return what ? `${what.toLowerCase()}Id` : field;
}
