import { z } from 'zod';
import { id } from '../../../kernel/ids.ts';
import type { InputOf, OutputOf } from '../../../kernel/operation.ts';
import { Problem, problems } from '../../../kernel/problem.ts';
import type { Locale } from '../../../kernel/text.ts';
import { moment } from '../../../kernel/time.ts';
import type { ReadContext } from '../../context.ts';
import { badCursor } from '../../db/keyset.ts';
import type { JournalTable, JournalTables } from '../../journal/journal.ts';
import { readable } from '../../journal/words.ts';
import type { journalTypes as typesOperation, listJournal as operation } from '../api.ts';
import type { IdentityOptions } from '../ports.ts';

const cursorShape = z.tuple([moment, id]);

const cursorOf = (row: JournalTable): string => Buffer.from(JSON.stringify([row.at.toISOString(), row.id])).toString('base64url');

function placeOf(cursor: string): z.output<typeof cursorShape> {
  try {
    return cursorShape.decode(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw badCursor();
  }
}

const needsPeriod = {
  path: 'from',
  code: 'required',
  zh: '按地址查找时须给出开始时间。',
  en: 'Give a beginning when searching by address.',
};

/** The journal, newest first, by keyset of time and id. @throws Problem invalidInput, malformed */
export async function listJournal(
  { ports }: IdentityOptions,
  ctx: ReadContext,
  input: InputOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  // Addresses have no index of their own: each fact would pay for the rare look-up, and a year has millions.
  if (input.ip && !input.from) throw new Problem(problems.invalidInput, { count: 1 }, [needsPeriod]);
  let query = ctx.read.tables<JournalTables>().selectFrom('journal').selectAll().where('cityId', '=', ctx.read.cityId);
  if (input.from) query = query.where('at', '>=', input.from);
  if (input.until) query = query.where('at', '<', input.until);
  if (input.type)
    query = input.type.endsWith('.')
      ? query.where('type', 'like', `${input.type.replace(/[\\%_]/g, '\\$&')}%`)
      : query.where('type', '=', input.type);
  if (input.subjectKind) query = query.where('subjectKind', '=', input.subjectKind);
  if (input.subjectId) query = query.where('subjectId', '=', input.subjectId);
  if (input.personId) query = query.where('actorPersonId', '=', input.personId);
  if (input.ip) query = query.where('ip', '=', input.ip);
  if (input.cursor) {
    const [at, after] = placeOf(input.cursor);
    query = query.where((where) => where(where.refTuple('at', 'id'), '<', where.tuple(at, after)));
  }
  const rows = await query
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(input.limit + 1)
    .execute();
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const items = page.map(viewOf);
  const words = await readable(ctx.read, items, ports.facts(), ctx.locale);
  return {
    items: items.map((item, index) => ({ ...item, words: words[index] ?? { what: item.type, subject: item.subject.kind, changes: [] } })),
    next: rows.length > input.limit && last ? cursorOf(last) : null,
  };
}

/** Every type of fact with its words, in the order of the slices; for the filter. */
export const journalTypes = ({ ports }: IdentityOptions, locale: Locale): OutputOf<typeof typesOperation> => ({
  items: ports.facts().flatMap(({ types }) => Object.entries(types).map(([type, words]) => ({ type, name: words[locale] }))),
});

const viewOf = (row: JournalTable): Omit<OutputOf<typeof operation>['items'][number], 'words'> => ({
  id: row.id,
  at: row.at,
  type: row.type,
  subject: { kind: row.subjectKind, id: row.subjectId },
  actor: { kind: row.actorKind, personId: row.actorPersonId, name: row.actorName },
  before: row.before ? { ...row.before } : null,
  after: row.after ? { ...row.after } : null,
  requestId: row.requestId,
  ip: row.ip,
});
