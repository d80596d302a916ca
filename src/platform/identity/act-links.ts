import type { Actor } from '../../kernel/actor.ts';
import type { Id } from '../../kernel/ids.ts';
import type { WriteContext } from '../context.ts';
import type { Read } from '../db/read.ts';
import { newId } from '../ids.ts';
import { newToken, tokenHash } from './secrets.ts';
import type { IdentityTables } from './tables.ts';

export interface NewActLink {
  /** The one record it opens. */
  readonly subject: { readonly kind: string; readonly id: Id };
  /** The unit for which it acts. */
  readonly unitId: Id;
  /** In whose name: facts name this person, so that finder, handler and checker stay three. */
  readonly personId: Id;
  readonly personName: string;
  /** What may be done: names the slice's own, `accept`, `handIn`. */
  readonly acts: readonly string[];
  readonly expires: Date;
}

/** Makes the token of a link for a phone. It works until it expires or is withdrawn; only its hash is stored. */
export async function issueActLink(ctx: WriteContext, link: NewActLink): Promise<string> {
  const token = newToken();
  const id = newId();
  await ctx.tx
    .writing<IdentityTables>()
    .insertInto('actLinks')
    .values({
      cityId: ctx.tx.cityId,
      id,
      tokenHash: tokenHash(token),
      subjectKind: link.subject.kind,
      subjectId: link.subject.id,
      unitId: link.unitId,
      personId: link.personId,
      personName: link.personName,
      acts: [...link.acts],
      createdAt: ctx.now,
      expiresAt: link.expires,
      revokedAt: null,
    })
    .execute();
  await ctx.record({
    type: 'actLink.issued',
    subject: link.subject,
    after: { linkId: id, unitId: link.unitId, personId: link.personId, acts: link.acts, expires: link.expires.toISOString() },
  });
  return token;
}

/** Withdraws the links to a record, all or one unit's; tells how many there were. */
export async function withdrawActLinks(ctx: WriteContext, subject: NewActLink['subject'], unitId?: Id): Promise<number> {
  let query = ctx.tx
    .writing<IdentityTables>()
    .updateTable('actLinks')
    .set({ revokedAt: ctx.now })
    .where('cityId', '=', ctx.tx.cityId)
    .where('subjectKind', '=', subject.kind)
    .where('subjectId', '=', subject.id)
    .where('revokedAt', 'is', null);
  if (unitId) query = query.where('unitId', '=', unitId);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

/**
 * Who acts by this token: nobody's posts and no permission, only `actor.link`. Use cases that a link may call look at
 * it and refuse everything but its one record, unit and acts. Null when the link is unknown, expired or withdrawn.
 */
export async function actLinkOf(
  read: Read,
  token: string,
  at: { readonly now: Date; readonly locale: Actor['locale'] },
): Promise<Actor | null> {
  const link = await read
    .tables<IdentityTables>()
    .selectFrom('actLinks')
    .selectAll()
    .where('cityId', '=', read.cityId)
    .where('tokenHash', '=', tokenHash(token))
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', at.now)
    .executeTakeFirst();
  if (!link) return null;
  return {
    cityId: read.cityId,
    kind: 'link',
    personId: link.personId,
    name: link.personName,
    posts: [],
    locale: at.locale,
    link: {
      linkId: link.id,
      subject: { kind: link.subjectKind, id: link.subjectId },
      unitId: link.unitId,
      acts: link.acts,
      expires: link.expiresAt,
    },
  };
}
