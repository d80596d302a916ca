import { sql, type RawBuilder } from 'kysely';
import { areasByIds, unitsByIds } from '../../city/exports.ts';
import type { Id } from '../../kernel/ids.ts';
import type { ReadContext } from '../../platform/context.ts';
import type { Read } from '../../platform/db/read.ts';
import type { OpenCase, OpenCaseLine } from '../schema/open-case.ts';
import { promisedBy } from '../rules/promise.ts';
import { reasonSaid } from '../rules/reasons.ts';
import type { CaseState, Limits, Outcome } from '../schema/words.ts';
import { titleOf } from '../service/public-view.ts';
import { casework, type Casework, type CategoryRow } from '../store/casework.ts';
import { sentAndNeverReleased } from './never-released.ts';
import { openLinesOf } from './open-lines.ts';
import type { LongTerm } from '../store/tables.ts';

/** What outside systems read of cases (Open311). Nothing here shows a case that is neither released nor theirs. */

export interface OpenCaseQuery {
  /** Named cases. One that was never released answers only to its id, and only if it came by Open311: that id is known to its sender alone. */
  readonly ids: readonly string[] | null;
  readonly from: Date;
  readonly to: Date;
  readonly categories: readonly string[] | null;
  readonly open: boolean | null;
  readonly limit: number;
  readonly offset: number;
  readonly withLines: boolean;
}

interface Row {
  readonly id: Id;
  readonly number: string;
  readonly state: CaseState;
  readonly outcome: Outcome | null;
  readonly category: string;
  readonly publicTitle: string | null;
  readonly words: string;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly unitId: Id | null;
  readonly longTermUnitId: Id | null;
  readonly reportedAt: Date;
  readonly updatedAt: Date;
  readonly closedAt: Date | null;
  readonly limits: Limits;
  readonly handlingDueAt: Date | null;
  readonly totalDueAt: Date | null;
  readonly place: string;
  readonly districtId: Id | null;
  readonly streetId: Id | null;
  readonly communityId: Id | null;
  readonly blockId: Id | null;
  readonly compoundId: Id | null;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly declineReason: string | null;
  readonly longTerm: LongTerm | null;
  readonly longTermExpected: string | null;
  readonly releasedAt: Date | null;
}

const columns = sql.raw(
  `c.id, c.number, c.state, c.outcome, c.category, c.public_title, c.words, c.attributes, c.unit_id, c.long_term_unit_id, c.reported_at, c.updated_at, c.closed_at,
   c.limits, c.handling_due_at, c.total_due_at, c.place, c.district_id, c.street_id, c.community_id, c.block_id, c.compound_id, c.lng, c.lat, c.decline_reason, c.long_term, c.long_term_expected, c.released_at`,
);

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

function conditionOf({ ids, from, to, categories, open }: OpenCaseQuery): RawBuilder<boolean> {
  if (ids) {
    const [uuids, numbers] = [ids.filter(isId), ids.filter((id) => !isId(id))];
    return sql<boolean>`((c.id = any(${uuids}::uuid[]) and (c.released_at is not null or ${sentAndNeverReleased}))
      or (c.number = any(${numbers}::text[]) and c.released_at is not null))`;
  }
  const inCategory = categories ? sql<boolean>`c.category = any(${[...categories]}::text[])` : sql<boolean>`true`;
  // As a literal: the index of open ones is found only so.
  const inState = sql<boolean>`${sql.raw(open === null ? 'true' : open ? 'c.open' : 'not c.open')}`;
  return sql<boolean>`(c.released_at is not null and c.reported_at between ${from} and ${to} and ${inCategory} and ${inState})`;
}

/** Newest first; the order is total, so that pages fit together. */
export async function openCases(ctx: ReadContext, wanted: OpenCaseQuery): Promise<OpenCase[]> {
  const { read } = ctx;
  const rows = await read.rows(sql<Row>`
    select ${columns} from cases c where c.city_id = ${read.cityId} and ${conditionOf(wanted)}
    order by c.reported_at desc, c.id desc limit ${wanted.limit} offset ${wanted.offset}`);
  return shown(ctx, rows, wanted.withLines);
}

async function shown(ctx: ReadContext, rows: readonly Row[], withLines: boolean): Promise<OpenCase[]> {
  const { read } = ctx;
  const ids = rows.map((row) => row.id);
  const areaIds = rows.flatMap((row) => areaIdsOf(row));
  const [areas, units, work, photos, lines, closings] = await Promise.all([
    areasByIds(read, areaIds),
    unitsByIds(
      read,
      rows.flatMap((row) => row.unitId ?? row.longTermUnitId ?? []),
    ),
    casework(read),
    photosOf(ctx, ids),
    withLines ? openLinesOf(read, ids) : Promise.resolve(new Map<Id, OpenCaseLine[]>()),
    closingWords(read, ids),
  ]);
  return rows.map((row) => {
    const category = work.categories.get(row.category);
    const unit = row.unitId ?? row.longTermUnitId;
    const released = row.releasedAt !== null;
    return {
      id: row.id,
      number: row.number,
      state: row.state,
      outcome: row.outcome,
      category: { code: row.category, name: category?.name ?? { zh: row.category, en: row.category } },
      description: released ? titleOf(row, work) : row.words || null,
      unitName: unit ? (units.get(unit)?.name ?? null) : null,
      reportedAt: row.reportedAt,
      updatedAt: row.updatedAt,
      closedAt: row.closedAt,
      dueAt: promisedBy(work.work, row),
      place: row.place,
      areas: areaIdsOf(row).flatMap((id) => areas.get(id) ?? []),
      lng: row.lng,
      lat: row.lat,
      declineReason: reasonSaid(work.reasons, 'decline', { reason: row.declineReason ?? undefined })?.name ?? null,
      longTerm: longTermOf(row, work),
      closingWords: closings.get(row.id) ?? null,
      photos: photos.get(row.id) ?? [],
      attributes: category ? attributesOf(row, category) : [],
      lines: lines.get(row.id) ?? [],
    };
  });
}

const areaIdsOf = (row: Row): Id[] =>
  [row.districtId, row.streetId, row.communityId, row.blockId, row.compoundId].filter((id) => id !== null);

function longTermOf(row: Row, work: Casework): OpenCase['longTerm'] {
  const reason = reasonSaid(work.reasons, 'longTerm', { reason: row.longTerm?.reason });
  return row.longTerm?.public && reason && row.longTermExpected ? { reason: reason.name, expected: row.longTermExpected } : null;
}

function attributesOf(row: Row, category: CategoryRow): OpenCase['attributes'] {
  return category.attributes.flatMap((definition) => {
    const values = row.attributes[definition.code] ?? [];
    if (values.length === 0 || definition.type === 'string' || definition.type === 'text') return [];
    const named = new Map(definition.values.map((value) => [value.key, value.name]));
    return [
      {
        code: definition.code,
        name: definition.name,
        values: values.map((key) => ({ key, name: named.get(key) ?? { zh: key, en: key } })),
      },
    ];
  });
}

async function photosOf(ctx: ReadContext, caseIds: readonly Id[]): Promise<ReadonlyMap<Id, OpenCase['photos']>> {
  const rows = await ctx.read.rows(sql<{ caseId: Id; fileId: Id }>`
    select case_id, file_id from case_photos
    where city_id = ${ctx.read.cityId} and case_id = any(${[...caseIds]}::uuid[]) and released_at is not null and stage in ('before', 'after') order by at, id`);
  const files = new Map((await ctx.files.describe(ctx.read, [...new Set(rows.map((row) => row.fileId))])).map((file) => [file.id, file]));
  const found = new Map<Id, { fileId: Id; version: string | null }[]>();
  for (const { caseId, fileId } of rows) {
    const file = files.get(fileId);
    if (file?.releasedAt) found.set(caseId, [...(found.get(caseId) ?? []), { fileId, version: file.publishedVersion }]);
  }
  return found;
}

async function closingWords(read: Read, caseIds: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
  const rows = await read.rows(sql<{ caseId: Id; words: string }>`
    select distinct on (case_id) case_id, words from case_events
    where city_id = ${read.cityId} and case_id = any(${[...caseIds]}::uuid[]) and to_state = 'closed' and from_state <> 'closed' and public and words <> ''
    order by case_id, seq desc`);
  return new Map(rows.map((row) => [row.caseId, row.words]));
}
