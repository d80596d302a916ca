import { aCity, aPerson, type TestCity, type TestPerson } from '../city/fixtures.ts';
import { citySlice } from '../city/slice.ts';
import type { AnswerOf, Operation, SentBy } from '../kernel/operation.ts';
import { startTestApp, type As, type TestAnswer, type TestApp } from './app.ts';

/** People of every kind of post; `nobody` has none. */
export type CityPart =
  | 'system'
  | 'security'
  | 'audit'
  | 'office'
  | 'liaison'
  | 'street'
  | 'head'
  | 'worker'
  | 'worker2'
  | 'volunteer'
  | 'nobody';

/** The city alone, with its people. */
export interface CityStage {
  readonly app: TestApp;
  readonly city: TestCity;
  readonly people: Readonly<Record<CityPart, TestPerson>>;
  readonly by: (who: CityPart) => As;
  /** One call through HTTP as somebody, or as the public. */
  call<Op extends Operation>(operation: Op, input: SentBy<Op>, who: CityPart | 'public'): Promise<TestAnswer<AnswerOf<Op>>>;
}

export async function startCity(): Promise<CityStage> {
  const app = await startTestApp({ slices: [citySlice] });
  const city = await app.as('system', (ctx) => aCity(ctx.tx));
  const { headquarters, office, department, streetUnit, communityUnit, street, community } = city;
  const people = await app.as('system', async ({ tx }): Promise<CityStage['people']> => ({
    system: await aPerson(tx, { role: 'systemAdmin', unitId: headquarters.id, name: '系统员' }),
    security: await aPerson(tx, { role: 'securityAdmin', unitId: headquarters.id, name: '安全员' }),
    audit: await aPerson(tx, { role: 'auditAdmin', unitId: headquarters.id, name: '审计员' }),
    office: await aPerson(tx, { role: 'officeStaff', unitId: office.id, name: '单晓禾', phone: '13800002046' }),
    liaison: await aPerson(tx, { role: 'unitLiaison', unitId: department.id, name: '联络员' }),
    street: await aPerson(tx, { role: 'streetStaff', unitId: streetUnit.id, areaId: street.id, name: '街道员' }),
    head: await aPerson(tx, { role: 'communityHead', unitId: communityUnit.id, areaId: community.id, name: '社区书记' }),
    worker: await aPerson(tx, { role: 'communityWorker', unitId: communityUnit.id, areaId: community.id, name: '片长甲' }),
    worker2: await aPerson(tx, { role: 'communityWorker', unitId: communityUnit.id, areaId: community.id, name: '片长乙' }),
    volunteer: await aPerson(tx, { role: 'volunteer', unitId: communityUnit.id, name: '志愿者' }),
    nobody: await aPerson(tx, { name: '新来的' }),
  }));
  const by = (who: CityPart): As => ({ personId: people[who].id });
  return {
    app,
    city,
    people,
    by,
    call: (operation, input, who) => app.call(operation, input, { as: who === 'public' ? who : by(who) }),
  };
}
