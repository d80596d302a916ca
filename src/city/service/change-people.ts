import { sql } from 'kysely';
import { Problem, problems } from '../../kernel/problem.ts';
import type { Fact, WriteContext } from '../../platform/context.ts';
import { searchText } from '../search-text.ts';
import type { PersonRow } from '../store/people.ts';
import { difference } from './change.ts';
import { journalled } from './people.ts';

/** Five values a row, as one document. */
const BATCH = 1000;

export interface PersonChange {
  readonly person: PersonRow;
  readonly wanted: Pick<PersonRow, 'name' | 'phone' | 'email'>;
}

/** Changes people who keep their codes, two statements for a thousand. @throws Problem stale when somebody was faster */
export async function changePeople(ctx: WriteContext, changes: readonly PersonChange[]): Promise<void> {
  for (let at = 0; at < changes.length; at += BATCH) {
    const part = changes.slice(at, at + BATCH);
    const values = part.map(({ person: { id, code, revision }, wanted }) => ({
      id,
      revision,
      ...wanted,
      search: searchText(wanted.name, 'person', code),
    }));
    const changed = await ctx.tx.rows(
      sql`update people p set name = v.name, phone = v.phone, email = v.email, search = v.search, revision = p.revision + 1
        from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as v(id uuid, revision integer, name text, phone text, email text, search text)
        where p.city_id = ${ctx.tx.cityId} and p.id = v.id and p.revision = v.revision and p.ended_on is null returning p.id`,
    );
    if (changed.length !== part.length) throw new Problem(problems.stale);
    await ctx.recordAll(part.flatMap(changeFact));
  }
}

function changeFact({ person: { id, name, phone, email }, wanted }: PersonChange): Fact[] {
  const changed = difference({ name, phone, email }, wanted);
  if (!changed) return [];
  return [
    { type: 'person.changed', subject: { kind: 'person', id }, before: journalled(changed.before), after: journalled(changed.after) },
  ];
}
