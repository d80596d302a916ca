import type { MeasureScope } from '../../kernel/measure.ts';
import type { Bilingual } from '../../kernel/text.ts';
import type { ReadContext } from '../../platform/context.ts';
import { afterCursor, pageFrom } from '../../platform/db/keyset.ts';
import type { Correction, Standing } from '../../platform/measures/closing/schema.ts';
import type { RecordPage } from '../../platform/slice.ts';
import type { CaseMeaning } from '../measure-meanings.ts';
import { acts, type Act } from '../schema/words.ts';
import { eventsSince, lateCases, type LateEvent, type LateRow } from '../store/as-closed.ts';
import { askedOf } from '../store/figures.ts';
import { seenBy } from './find.ts';

const standing = (counted: boolean | null): Standing => (counted === null ? 'absent' : counted ? 'counted' : 'notCounted');

/** Of a case that has no event of its own since: another one was reported at the same place, or its limits were computed anew. */
const byOthers: Bilingual = { zh: '由后来的其他记录引起', en: 'Caused by another, later record' };
const MOST_ACTS = 3;

function whyOf(events: readonly LateEvent[]): Bilingual {
  const names = [...new Set(events.map((event) => event.act))].slice(0, MOST_ACTS).map((act) => acts[act as Act]);
  if (names.length === 0) return byOthers;
  return { zh: names.map((name) => name.zh).join('、'), en: names.map((name) => name.en).join(', ') };
}

/** What changed the case, in the words of its own history: the first act after its month was closed, and the acts that followed. */
function correctionOf(row: LateRow, events: readonly LateEvent[]): Correction {
  const [first] = events;
  return {
    id: row.id,
    month: row.month.slice(0, 7),
    title: `${row.number} ${row.title}`,
    href: `/work/cases/${row.id}`,
    was: standing(row.wasCounted),
    is: standing(row.isCounted),
    wasMinutes: row.wasMinutes,
    isMinutes: row.isMinutes,
    at: row.keptAt,
    why: whyOf(events),
    words: first?.words ?? '',
    by: first ? [first.unitName, first.personName].filter(Boolean).join(' ') : '',
  };
}

export async function correctionsOf(
  ctx: ReadContext,
  meaning: CaseMeaning,
  scope: MeasureScope,
  { cursor, limit }: RecordPage,
): Promise<{ items: Correction[]; next: string | null; complete: boolean }> {
  const [at, id] = afterCursor(cursor, 2) ?? [];
  const after = at !== undefined && id !== undefined ? { at: new Date(at), id } : null;
  const seen = await seenBy(ctx);
  const rows = await lateCases(ctx.read, meaning, await askedOf(ctx, scope), { after, limit: limit + 1, seen: seen?.together ?? null });
  const page = pageFrom(rows, limit, (row) => [row.keptAt.toISOString(), row.id]);
  const events = await eventsSince(ctx.read, page.items);
  const items = page.items.map((row) => {
    const own = events.filter((event) => event.caseId === row.id);
    return correctionOf(row, own);
  });
  return { items, next: page.next, complete: seen === null };
}
