import type { Id } from '../kernel/ids.ts';
import type { AnswerOf, Operation, SentBy } from '../kernel/operation.ts';
import { aCase, aCasework, type Part, type TestCasework } from '../cases/fixtures.ts';
import type { CaseState } from '../cases/schema/words.ts';
import type { CaseRow } from '../cases/store/rows.ts';
import { uploadFile } from '../platform/files/api.ts';
import { aPicture } from '../platform/files/fixtures.ts';
import { startTestApp, type TestAnswer, type TestApp } from './app.ts';

/** The product with the small city's casework, asked by its people. */
export interface CaseworkStage {
  readonly app: TestApp;
  readonly world: TestCasework;
  /** One call through HTTP as the person of a part, or as the public. */
  call<Op extends Operation>(operation: Op, input: SentBy<Op>, who: Part | 'public'): Promise<TestAnswer<AnswerOf<Op>>>;
  /** A case in a state, brought there by the system. */
  make(state: CaseState, more?: Omit<Parameters<typeof aCase>[2] & object, 'state'>): Promise<CaseRow & { readonly code: string }>;
  /** A picture that this person sent; each is another one. */
  photo(who: Part): Promise<Id>;
}

/** The case and the version that was seen of it, as acts name them. */
export const of = (row: { readonly id: Id; readonly version: number }) => ({ caseId: row.id, version: row.version });

export async function startCasework(): Promise<CaseworkStage> {
  const app = await startTestApp();
  const world = await app.as('system', aCasework);
  const as = (who: Part) => ({ personId: world.people[who] });
  let seed = 0;
  return {
    app,
    world,
    call: (operation, input, who) => app.call(operation, input, { as: who === 'public' ? who : as(who) }),
    make: (state, more = {}) => app.as('system', (ctx) => aCase(ctx, world, { state, ...more })),
    photo: async (who) => {
      const file = await aPicture({ width: 48, height: 36, seed: ++seed });
      return (await app.call(uploadFile, {}, { as: as(who), file })).body.id;
    },
  };
}
