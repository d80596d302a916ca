import { z } from 'zod';
import { cityFacts } from '../../city/exports.ts';
import type { Id } from '../../kernel/ids.ts';
import type { JournalEntry, WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { NotTaken } from '../../platform/notify/outside.ts';
import { caseFacts } from '../events.ts';
import { promisedBy } from '../rules/promise.ts';
import { messageOf, nextAttempt, type ToldFacts, type ToldKind } from '../rules/told.ts';
import { outcome } from '../schema/words.ts';
import { casework } from '../store/casework.ts';
import { insertMessages, messagesDue, noteAttempt, takeMessage, type MessageRow, type NewMessage } from '../store/messages.ts';
import { addressFor, toBeTold, type Follower } from '../store/reporters.ts';
import { caseById, type CaseRow } from '../store/rows.ts';
import { categoryBrief } from './summary.ts';

/** The reporter is told: what happened becomes messages in the transaction of its delivery, and each is sent by a job of its own. */

/** What the journal keeps of a fact, as far as a message needs it. */
const after = z.object({
  state: z.string().optional(),
  outcome: outcome.optional(),
  told: z.object({ zh: z.string(), en: z.string() }).optional(),
  unitName: z.string().optional(),
  expected: z.string().optional(),
  number: z.string().optional(),
});
type After = z.infer<typeof after>;

/** Which fact is told as what; null = this one is not told. */
const tellings: Readonly<Record<string, (row: CaseRow, then: After) => ToldKind | null>> = {
  [caseFacts.file]: () => 'filed',
  // Found on the spot, it is filed in the same act.
  [caseFacts.verified]: (_row, { state }) => (state === 'filed' ? 'filed' : null),
  [caseFacts.decline]: () => 'declined',
  [caseFacts.ask]: () => 'asked',
  [caseFacts.close]: () => 'closed',
  // What the city has not made public stands on no page either.
  [caseFacts.longTerm]: (row) => (row.longTerm?.public === true ? 'longTerm' : null),
  [caseFacts.dispute]: () => 'reopened',
  [caseFacts.merge]: () => 'merged',
};
export const toldFacts = Object.keys(tellings);

/** A fact that was stuck for so long is old news: the page tells it. */
const NEWS_DAYS = 3;
const DAY = 86_400_000;
/** A job that was lost before its first attempt is made up for after this. */
const FIRST_ATTEMPT_MS = 10 * 60_000;

async function factsFor(ctx: WriteContext, row: CaseRow, what: ToldKind, then: After): Promise<Omit<ToldFacts, 'as'>> {
  const [city, work] = [await cityFacts(ctx.tx), await casework(ctx.tx)];
  const other = what === 'merged' ? (then.number ?? null) : null;
  return {
    what,
    brand: city.settings.publicName,
    category: work.categories.get(row.category)?.tile ?? categoryBrief(work, row.category).name,
    number: row.number,
    link: `${ctx.publicUrl}/follow/${other ?? row.number}`,
    phone: city.settings.hotline || null,
    due: what === 'filed' ? promisedBy(work.work, row) : null,
    provisional: row.provisional,
    reason: then.told ?? null,
    outcome: then.outcome ?? null,
    answerUntil: what === 'closed' && row.closedAt ? new Date(row.closedAt.getTime() + work.settings.disputeDays * DAY) : null,
    unitName: then.unitName ?? null,
    expected: what === 'longTerm' ? (then.expected ?? null) : null,
    other,
  };
}

function messagesTo(ctx: WriteContext, follower: Follower, fact: JournalEntry, facts: Omit<ToldFacts, 'as'>): NewMessage[] {
  const { email, sms } = ctx.outside.ways;
  const message = messageOf({ ...facts, as: follower.kind }, follower.locale);
  const row = {
    caseId: fact.subject.id,
    reporterId: follower.id,
    factId: fact.id,
    what: facts.what,
    subject: message.subject,
    at: ctx.now,
    dueAt: new Date(ctx.now.getTime() + FIRST_ATTEMPT_MS),
  };
  return [
    ...(sms && follower.tellSms ? [{ ...row, id: newId(), way: 'sms' as const, words: message.sms }] : []),
    ...(email && follower.tellEmail ? [{ ...row, id: newId(), way: 'email' as const, words: message.email }] : []),
  ];
}

/** Makes the messages of a fact: once for each reporter and way, however often the fact is delivered. */
export async function tellReporters(ctx: WriteContext, fact: JournalEntry): Promise<void> {
  if (ctx.now.getTime() - fact.at.getTime() > NEWS_DAYS * DAY) return;
  const row = await caseById(ctx.tx, fact.subject.id);
  const then = after.parse(fact.after ?? {});
  const what = row && tellings[fact.type]?.(row, then);
  if (!row || !what) return;
  const followers = await toBeTold(ctx.tx, row.id);
  if (followers.length === 0) return;
  const facts = await factsFor(ctx, row, what, then);
  const ids = await insertMessages(
    ctx.tx,
    followers.flatMap((follower) => messagesTo(ctx, follower, fact, facts)),
  );
  for (const messageId of ids) await ctx.enqueue('cases.tell', { messageId });
}

/** Gives why it was not taken, or null. */
async function send(ctx: WriteContext, message: MessageRow, address: string): Promise<NotTaken | null> {
  const letter = { id: message.id, subject: message.subject, text: message.words, at: ctx.now };
  try {
    await (message.way === 'email' ? ctx.outside.email(address, letter) : ctx.outside.sms(address, letter));
    return null;
  } catch (error) {
    if (error instanceof NotTaken) return error;
    throw error;
  }
}

/** Sends one message. It is marked in the transaction that sent it: only a crash between the two sends it twice, under the same id. */
export async function sendMessage(ctx: WriteContext, { messageId }: { readonly messageId: Id }): Promise<void> {
  const message = await takeMessage(ctx.tx, messageId);
  if (!message) return;
  const attempts = message.attempts + 1;
  const address = await addressFor(ctx, message.reporterId, message.way);
  if (address === null) return noteAttempt(ctx.tx, message.id, { attempts, sentAt: null, dueAt: null, refused: 'no address' });
  const refused = await send(ctx, message, address);
  if (refused) {
    const dueAt = nextAttempt(attempts, refused.forGood, ctx.now);
    return noteAttempt(ctx.tx, message.id, { attempts, sentAt: null, dueAt, refused: refused.reason });
  }
  await noteAttempt(ctx.tx, message.id, { attempts, sentAt: ctx.now, dueAt: null, refused: null });
  await ctx.record({
    type: caseFacts.told,
    subject: { kind: 'case', id: message.caseId },
    after: { what: message.what, way: message.way, messageId: message.id },
  });
}

const MOST_AT_ONCE = 200;
/** Once a minute: what was not taken before, and what a lost job left behind. */
export async function sendDueMessages(ctx: WriteContext): Promise<void> {
  for (const messageId of await messagesDue(ctx.tx, ctx.now, MOST_AT_ONCE))
    await ctx.enqueue('cases.tell', { messageId }, { singletonKey: messageId });
}
