import { sql } from 'kysely';
import type { Bench } from '../stage.ts';

/** One ordinary case: what it says is what the requests ask for. */
export interface Sample {
  readonly id: string;
  readonly number: string;
  readonly code: string;
  readonly category: string;
  readonly classCode: string;
  readonly unit: string;
  readonly district: string;
  readonly street: string;
  readonly community: string;
  readonly compound: string;
  readonly lng: number;
  readonly lat: number;
}

export async function sampleOf({ read }: Bench): Promise<Sample> {
  const [row] = await read.rows(sql<Sample>`
    select id, number, category, class_code, unit_id as unit, district_id as district, street_id as street, community_id as community, compound_id as compound, lng, lat,
      (select code from case_reporters where city_id = 1 and case_id = cases.id limit 1) as code
    from cases where city_id = 1 and state = 'closed' and released_at is not null and unit_id is not null and community_id is not null and compound_id is not null
    order by reported_at desc offset 100 limit 1`);
  if (!row) throw new Error('no cases to ask for');
  return row;
}

/** Days, as the requests name them. */
export interface Periods {
  readonly today: string;
  readonly month: string;
  readonly year: string;
  /** From here on the export holds the wanted number of rows. */
  readonly exported: string;
}

export async function periodsOf({ read }: Bench, exported: number): Promise<Periods> {
  const [row] = await read.rows(sql<{ day: string }>`
    select to_char(coalesce((select reported_at from cases where city_id = 1 order by reported_at desc offset ${exported} limit 1), '2000-01-01') at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day`);
  const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
  return { today: day(0), month: day(30), year: day(365), exported: row?.day ?? day(730) };
}

/** The cursor of the page that begins after so many rows, in the order of the newest. */
export async function cursorAfter({ read }: Bench, rows: number, condition = 'true'): Promise<string> {
  const [row] = await read.rows(sql<{ at: Date; id: string }>`
    select reported_at as at, id from cases where city_id = 1 and ${sql.raw(condition)} order by reported_at desc, id desc offset ${rows} limit 1`);
  if (!row) throw new Error(`fewer than ${rows} rows`);
  return Buffer.from(JSON.stringify([row.at.toISOString(), row.id])).toString('base64url');
}
