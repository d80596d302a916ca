import { sql, type RawBuilder } from 'kysely';
import { monthOf } from '../../kernel/calendar.ts';
import { CITY_TIME_ZONE } from '../../kernel/time.ts';
import type { Read } from '../../platform/db/read.ts';
import type { CaseMeaning } from '../measure-meanings.ts';
import type { Dimension } from '../../kernel/measure.ts';
import { casesBehind, scopeCondition, type Asked, type Late } from './figures.ts';

/**
 * Cases as they stood when the months of their moments were closed: of those that changed afterwards the image that was
 * kept (`case_images`), of all others the case itself.
 */

type Sql = RawBuilder<unknown>;
const zone = sql.lit(CITY_TIME_ZONE);

/** What an image has of a case: all that formulas, scopes and lists of records read. */
export const imageColumns = [
  'city_id',
  'id',
  'number',
  'title',
  'reported_at',
  'filed_at',
  'responded_at',
  'handled_at',
  'closed_at',
  'handling_due_at',
  'rated_at',
  'handling_on_time',
  'provisional',
  'parent_id',
  'unit_id',
  'last_unit_id',
  'district_id',
  'street_id',
  'community_id',
  'block_id',
  'compound_id',
  'category',
  'class_code',
  'channel',
  'state',
  'outcome',
  'reworks',
  'recurred_by',
  'solved',
  'satisfied',
  'resolution_minutes',
] as const;

const columnsOf = (table: string): Sql => sql.join(imageColumns.map((column) => sql.ref(`${table}.${column}`)));
const momentOf = (table: string, meaning: CaseMeaning): Sql => sql.ref(`${table}.${meaning.moment}`);
const inMonth = (moment: Sql, month: Sql): Sql =>
  sql`${moment} >= ${month}::timestamp at time zone ${zone} and ${moment} < (${month} + interval '1 month') at time zone ${zone}`;

/** The image of a case for the month that it counts in now. */
const imageOfCase = (meaning: CaseMeaning): Sql => sql`
  select from case_images as image where image.city_id = cases.city_id and image.id = cases.id
    and image.month = date_trunc('month', ${momentOf('cases', meaning)} at time zone ${zone})::date`;

/** To be put in the place of `cases`; the period is still to be asked for. */
export const casesAsClosed = (read: Read, meaning: CaseMeaning, { from, to }: Pick<Asked, 'from' | 'to'>): Sql => sql`(
  select ${columnsOf('cases')} from cases where not exists (${imageOfCase(meaning)})
  union all
  select ${columnsOf('image')} from case_images as image
  where image.city_id = ${read.cityId} and image.existed and image.month between ${monthOf(from)}::date and ${monthOf(to)}::date
    and ${inMonth(momentOf('image', meaning), sql`image.month`)})`;

const imagesOf = (read: Read, { from, to }: Pick<Asked, 'from' | 'to'>): Sql =>
  sql`image.city_id = ${read.cityId} and image.month between ${monthOf(from)}::date and ${monthOf(to)}::date`;

/**
 * What to add to figures of now so that they are those of the closings: each image as it counted, and less what its case
 * counts now. Some thousands, where `casesAsClosed` reads all cases of the period.
 */
export const lateRows =
  (read: Read, meaning: CaseMeaning, asked: Asked, by: Dimension | null): Late =>
  (key) => {
    const one = (sign: 1 | -1) => sql`
      select ${key} as key, ${sql.lit(sign)} as n, ${sql.lit(sign)} * (coalesce(${meaning.counts}, false))::int as counted, cases.resolution_minutes as minutes`;
    const behind = sql`${casesBehind(read, meaning, asked, by)} and ${key} is not null`;
    return sql`
      ${one(1)} from (
        select ${columnsOf('image')} from case_images as image
        where ${imagesOf(read, asked)} and image.existed and ${inMonth(momentOf('image', meaning), sql`image.month`)}) as cases where ${behind}
      union all
      ${one(-1)} from case_images as image join cases on cases.city_id = image.city_id and cases.id = image.id
        and ${inMonth(momentOf('cases', meaning), sql`image.month`)}
      where ${imagesOf(read, asked)} and ${behind}`;
  };

/** Of which an image is: is it among those that may be seen now? `seen` null: all are. */
const seenImage = (seen: Sql | null): Sql =>
  seen ? sql`exists (select from cases where cases.city_id = image.city_id and cases.id = image.id and ${seen})` : sql`true`;

/** The two sources of `casesAsClosed` apart, so that each gives its newest by an index of its own; `seen` as in `seenImage`. */
export const sourcesAsClosed = (read: Read, meaning: CaseMeaning, asked: Pick<Asked, 'from' | 'to'>, seen: Sql | null): readonly Sql[] => [
  sql`(select * from cases where not exists (${imageOfCase(meaning)}) and ${seen ?? sql`true`})`,
  sql`(select ${columnsOf('image')} from case_images as image
    where ${imagesOf(read, asked)} and image.existed and ${inMonth(momentOf('image', meaning), sql`image.month`)} and ${seenImage(seen)})`,
];

/** One case of a closed month that counts otherwise now. */
export interface LateRow {
  readonly id: string;
  readonly month: string;
  readonly number: string;
  readonly title: string;
  readonly keptAt: Date;
  /** Null: not in the figure at all. */
  readonly wasCounted: boolean | null;
  readonly isCounted: boolean | null;
  readonly wasMinutes: number | null;
  readonly isMinutes: number | null;
}

/** How one row of cases, or of images, stands in the figure of the image's month; what a count does not count is not in it. */
const standingIn = (meaning: CaseMeaning, asked: Asked, row: Sql): Sql => sql`
  select coalesce(${meaning.counts}, false) as counted, ${meaning.kind === 'median' ? sql`cases.resolution_minutes` : sql`null::integer`} as minutes
  from (${row}) as cases where (${meaning.among}) and ${meaning.kind === 'count' ? meaning.counts : sql`true`}
    and ${inMonth(momentOf('cases', meaning), sql`image.month`)} and ${scopeCondition(asked, null)}`;

/** Images of the period whose case counts otherwise now; `after` is the place of the last one shown. */
const lateOnes = (read: Read, meaning: CaseMeaning, asked: Asked, after: { readonly at: Date; readonly id: string } | null): Sql => sql`
  from case_images as image
  left join lateral (${standingIn(meaning, asked, sql`select ${columnsOf('image')} where image.existed`)}) as was on true
  left join lateral (${standingIn(meaning, asked, sql`select ${columnsOf('now')} from cases as now where now.city_id = image.city_id and now.id = image.id`)}) as stands on true
  where image.city_id = ${read.cityId} and image.month between ${monthOf(asked.from)}::date and ${monthOf(asked.to)}::date
    and (was.counted, was.minutes) is distinct from (stands.counted, stands.minutes)
    and ${after ? sql`(image.kept_at, image.id) < (${after.at}, ${after.id}::uuid)` : sql`true`}`;

export async function lateCases(
  read: Read,
  meaning: CaseMeaning,
  asked: Asked,
  page: { readonly after: { readonly at: Date; readonly id: string } | null; readonly limit: number; readonly seen: Sql | null },
): Promise<LateRow[]> {
  return read.rows(sql<LateRow>`
    select image.id, image.month, image.number, image.title, image.kept_at, was.counted as was_counted, stands.counted as is_counted,
      was.minutes as was_minutes, stands.minutes as is_minutes
    ${lateOnes(read, meaning, asked, page.after)} and ${seenImage(page.seen)} order by image.kept_at desc, image.id desc limit ${page.limit}`);
}

export async function countLateCases(read: Read, meaning: CaseMeaning, asked: Asked, most: number): Promise<number> {
  const [row] = await read.rows(sql<{ n: number }>`
    select count(*)::int as n from (select ${lateOnes(read, meaning, asked, null)} limit ${most}) as late`);
  return row?.n ?? 0;
}

/** What happened to a case since it was kept, first to last. */
export interface LateEvent {
  readonly caseId: string;
  readonly at: Date;
  readonly act: string;
  readonly words: string;
  readonly personName: string;
  readonly unitName: string;
}

export async function eventsSince(read: Read, late: readonly LateRow[]): Promise<LateEvent[]> {
  if (late.length === 0) return [];
  const ids = late.map(({ id }) => id);
  const since = late.map(({ keptAt }) => keptAt.toISOString());
  return read.rows(sql<LateEvent>`
    select event.case_id, event.at, event.act, event.words, event.person_name, event.unit_name
    from unnest(${ids}::uuid[], ${since}::timestamptz[]) as late(id, since)
    join case_events as event on event.city_id = ${read.cityId} and event.case_id = late.id and event.at >= late.since
    order by event.case_id, event.seq`);
}
