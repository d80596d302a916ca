import { sql, type RawBuilder } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Read } from '../../platform/db/read.ts';
import type { OpenCaseLine } from '../schema/open-case.ts';
import { privateActs, sentenceOf } from '../service/public-view.ts';
import { casework } from '../store/casework.ts';
import type { ReasonList } from '../rules/reasons.ts';
import type { EventRow } from '../store/history.ts';
import { sentAndNeverReleased } from './never-released.ts';

/** The public history of cases, for outside systems. */

interface LineRow extends Pick<EventRow, 'id' | 'caseId' | 'at' | 'act' | 'toState' | 'words' | 'unitName' | 'detail'> {
  readonly released: boolean;
  readonly photoId: Id | null;
}

const columns = sql.raw(`e.id, e.case_id, e.at, e.act, e.to_state, e.words, e.unit_name, e.detail, c.released_at is not null as released,
  (select p.file_id from case_photos p where p.city_id = e.city_id and p.event_id = e.id and p.case_id = e.case_id and p.released_at is not null order by p.id limit 1) as photo_id`);
const tables = sql.raw('case_events e join cases c on c.city_id = e.city_id and c.id = e.case_id');

/** What office and reporter say to each other stays between them; that they did is told, because the state follows. */
function lineOf({ id, caseId, at, act, toState, released, photoId, ...event }: LineRow, reasons: ReasonList): OpenCaseLine {
  const words = released && privateActs.has(act) ? '' : event.words;
  return { id, caseId, at, act, to: toState, text: sentenceOf({ ...event, act, words }, reasons), photoId };
}

/** The lines of these cases, each in order. */
export async function openLinesOf(read: Read, caseIds: readonly Id[]): Promise<ReadonlyMap<Id, OpenCaseLine[]>> {
  const rows = await read.rows(sql<LineRow>`
    select ${columns} from ${tables} where e.city_id = ${read.cityId} and e.case_id = any(${[...caseIds]}::uuid[]) and e.public order by e.case_id, e.seq`);
  const { reasons } = await casework(read);
  const found = new Map<Id, OpenCaseLine[]>();
  for (const row of rows) found.set(row.caseId, [...(found.get(row.caseId) ?? []), lineOf(row, reasons)]);
  return found;
}

export interface OpenLineQuery {
  readonly from: Date;
  readonly to: Date;
  /** Ids of the cases that the asking system sent itself, as a subquery. */
  readonly own: RawBuilder<Id>;
  readonly limit: number;
  readonly offset: number;
}

/** Public events of a span, oldest first: of released cases, and of the asking system's own. */
export async function openCaseLines(read: Read, wanted: OpenLineQuery): Promise<OpenCaseLine[]> {
  const rows = await read.rows(sql<LineRow>`
    select ${columns} from ${tables}
    where e.city_id = ${read.cityId} and e.public and e.at between ${wanted.from} and ${wanted.to}
      and (c.released_at is not null or (c.id in (${wanted.own}) and ${sentAndNeverReleased}))
    order by e.at, e.id limit ${wanted.limit} offset ${wanted.offset}`);
  const { reasons } = await casework(read);
  return rows.map((row) => lineOf(row, reasons));
}
