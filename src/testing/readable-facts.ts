import { sql } from 'kysely';
import type { Read } from '../platform/db/read.ts';
import { identityFactWords } from '../platform/identity/fact-words.ts';
import { fieldsWithin, type FactWords } from '../platform/journal/words.ts';
import type { Slice } from '../platform/slice.ts';

interface Row {
  readonly type: string;
  readonly subjectKind: string;
  readonly before: object | null;
  readonly after: object | null;
}

/** What a fact holds that has no words. */
function unreadIn(row: Row, words: readonly FactWords[]): string[] {
  const own = words.find((one) => row.type in one.types);
  if (!own) return [row.type];
  const missing = words.some((one) => row.subjectKind in one.subjects) ? [] : [`${row.type} about ${row.subjectKind}`];
  for (const [key, value] of fieldsWithin(row)) {
    const field = own.fields[key];
    if (!field) missing.push(`${row.type}: ${key}`);
    else if (field.choices && !field.orWords && typeof value === 'string' && value !== '' && !(value in field.choices))
      missing.push(`${row.type}: ${key} = ${value}`);
  }
  return missing;
}

/** Whatever a test recorded, an auditor could read it: type, record, every field and code. Looks at 200 facts of each type. */
export async function refuseUnreadFacts(read: Read, slices: readonly Slice[]): Promise<void> {
  // Phone links are identity's, whoever makes them.
  const words = [identityFactWords, ...slices.flatMap((slice) => slice.facts ?? [])];
  const rows = await read.rows(
    sql<Row>`select type, subject_kind, before, after from (
      select *, row_number() over (partition by type order by id desc) as n from journal where city_id = ${read.cityId}) recent where n <= 200`,
  );
  const missing = new Set(rows.flatMap((row) => unreadIn(row, words)));
  if (missing.size > 0) throw new Error(`facts without words (fact-words.ts): ${[...missing].join(', ')}`);
}
