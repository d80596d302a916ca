import type { Role } from '../../kernel/actor.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Bilingual } from '../../kernel/text.ts';
import type { WriteContext } from '../context.ts';
import { newId } from '../ids.ts';
import { waysOf, type Ways } from './rules.ts';
import { defaultChoice } from './schema.ts';
import { choicesOf, insertNotices, wake } from './tables.ts';

/** What a person is told. */
export interface Notice {
  /** Persons, or everybody who holds one of the roles in a unit now. */
  readonly to: readonly Id[] | { readonly unitId: Id; readonly roles: readonly Role[] };
  /** `cases.assigned`; people choose per kind. Declared in a `NoticeKind`. */
  readonly kind: string;
  /** One line that says what happened and what comes next. */
  readonly title: Bilingual;
  /** Where it opens in the workbench: `/work/cases/…`. */
  readonly href: string;
  /** Goes out at once instead of waiting for the digest. */
  readonly urgent?: boolean;
}

/** A kind of notice, so that people can choose how to get it. */
export interface NoticeKind {
  readonly kind: string;
  readonly name: Bilingual;
}

export const jobNames = {
  fanOut: 'notify.fanOut',
  email: 'notify.email',
  webhook: 'notify.webhook',
  digests: 'notify.digests',
  digest: 'notify.digest',
  tidy: 'notify.tidy',
} as const;

interface Told extends Ways {
  readonly id: Id;
  readonly personId: Id;
}

async function waysFor(ctx: WriteContext, people: readonly Id[], notice: Notice): Promise<Told[]> {
  const chosen = new Map((await choicesOf(ctx.tx, people, [notice.kind])).map((choice) => [choice.personId, choice]));
  return people.flatMap((personId) => {
    const ways = waysOf(chosen.get(personId) ?? defaultChoice, notice.urgent ?? false);
    return ways ? [{ id: newId(), personId, ...ways }] : [];
  });
}

/** Tells persons, in the transaction; sending comes after its commit. Nobody is told of what they did themselves. */
export async function tellPeople(ctx: WriteContext, people: readonly Id[], notice: Omit<Notice, 'to'>): Promise<void> {
  const others = [...new Set(people)].filter((personId) => personId !== ctx.actor.personId);
  const told = await waysFor(ctx, others, { ...notice, to: others });
  const { kind, title, href, urgent = false } = notice;
  await insertNotices(
    ctx.tx,
    told.map(({ id, personId, inApp, digest }) => ({
      id,
      personId,
      kind,
      titleZh: title.zh,
      titleEn: title.en,
      href,
      urgent,
      inApp,
      digest,
      createdAt: ctx.now,
    })),
  );
  for (const { id, emailNow, webhook } of told) {
    if (emailNow) await ctx.enqueue(jobNames.email, { noticeId: id });
    if (webhook) await ctx.enqueue(jobNames.webhook, { noticeId: id });
  }
  await wake(
    ctx.tx,
    told.filter((one) => one.inApp).map((one) => one.personId),
  );
}

/**
 * Tells somebody something, in the same transaction as what happened. Who holds a role in a unit is looked up after
 * the commit, by a job.
 */
export async function notify(ctx: WriteContext, notice: Notice): Promise<void> {
  const { to, ...rest } = notice;
  if (!('unitId' in to)) return tellPeople(ctx, to, rest);
  await ctx.enqueue(jobNames.fanOut, { notice, toldBy: ctx.actor.personId });
}
