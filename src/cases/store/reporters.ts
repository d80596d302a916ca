import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/text.ts';
import type { WriteContext } from '../../platform/context.ts';
import type { Read, Tx } from '../../platform/db/read.ts';
import { newId } from '../../platform/ids.ts';
import { randomDigits } from '../../platform/random.ts';
import { mobileIn } from '../rules/told.ts';
import type { Contact } from '../schema/inputs.ts';
import { phoneMark } from './phones.ts';
import type { CaseTables } from './tables.ts';

/** Which language do they read? Staff write down what others say, and those are told in the city's language. */
const localeOf = ({ actor, locale }: Pick<WriteContext, 'actor' | 'locale'>): Locale => (actor.kind === 'person' ? 'zh' : locale);

/** The contact as it is kept: sealed, with what can be known of it without opening it. */
function kept(ctx: WriteContext, contact: Contact) {
  return {
    ...(contact.name ? { nameSealed: ctx.sealer.seal(contact.name) } : {}),
    ...(contact.phone
      ? {
          phoneSealed: ctx.sealer.seal(contact.phone),
          phoneMark: phoneMark(ctx.sealer, contact.phone),
          tellSms: mobileIn(contact.phone) !== null,
        }
      : {}),
    ...(contact.email ? { emailSealed: ctx.sealer.seal(contact.email), tellEmail: true } : {}),
    ...(contact.address ? { addressSealed: ctx.sealer.seal(contact.address) } : {}),
  };
}

const noContact = { nameSealed: null, phoneSealed: null, emailSealed: null, addressSealed: null, phoneMark: null, erasedAt: null } as const;

/** Keeps who told us, sealed, and gives the code with which they follow the case. */
export async function addReporter(ctx: WriteContext, caseId: Id, kind: 'reporter' | 'joined', contact: Contact): Promise<string> {
  const row = {
    ...noContact,
    ...kept(ctx, contact),
    cityId: ctx.tx.cityId,
    id: newId(),
    caseId,
    kind,
    at: ctx.now,
    locale: localeOf(ctx),
  };
  // Two of one case hardly ever draw the same code; the second then draws again.
  for (;;) {
    const code = randomDigits(6);
    const made = await ctx.tx
      .writing<CaseTables>()
      .insertInto('caseReporters')
      .values({ ...row, code })
      .onConflict((conflict) => conflict.columns(['cityId', 'caseId', 'code']).doNothing())
      .executeTakeFirst();
    if (Number(made.numInsertedOrUpdatedRows) === 1) return code;
  }
}

/** Somebody who may follow a case. */
export interface Follower {
  readonly id: Id;
  readonly kind: 'reporter' | 'joined';
  readonly locale: Locale;
  /** Ways by which they want to be told. */
  readonly tellSms: boolean;
  readonly tellEmail: boolean;
  /** A telephone is kept, be it for text messages or for a call. */
  readonly hasPhone: boolean;
}

const followers = (read: Read, caseId: Id) =>
  read
    .tables<CaseTables>()
    .selectFrom('caseReporters')
    .select(['id', 'kind', 'locale', 'tellSms', 'tellEmail', sql<boolean>`phone_sealed is not null`.as('hasPhone')])
    .where('cityId', '=', read.cityId)
    .where('caseId', '=', caseId);

/** The one who may follow a case with this code. */
export async function reporterByCode(read: Read, caseId: Id, code: string): Promise<Follower | null> {
  return (await followers(read, caseId).where('code', '=', code).executeTakeFirst()) ?? null;
}

/** Everybody who wants to be told of a case. */
export async function toBeTold(read: Read, caseId: Id): Promise<Follower[]> {
  return followers(read, caseId)
    .where((eb) => eb.or([eb('tellSms', '=', true), eb('tellEmail', '=', true)]))
    .orderBy('at')
    .orderBy('id')
    .execute();
}

/** Adds or replaces how somebody wants to be told, in the language in which they ask for it. */
export async function setContact(ctx: WriteContext, reporterId: Id, contact: Contact): Promise<void> {
  const set = kept(ctx, contact);
  if (Object.keys(set).length === 0) return;
  await ctx.tx
    .writing<CaseTables>()
    .updateTable('caseReporters')
    .set({ ...set, locale: localeOf(ctx), erasedAt: null })
    .where('cityId', '=', ctx.tx.cityId)
    .where('id', '=', reporterId)
    .execute();
}

/** Where a message to a reporter goes: opened for the sender, who keeps it nowhere. Null when they do not want it any more. */
export async function addressFor(ctx: WriteContext, reporterId: Id, way: 'email' | 'sms'): Promise<string | null> {
  const row = await ctx.tx
    .tables<CaseTables>()
    .selectFrom('caseReporters')
    .select(['phoneSealed', 'emailSealed', 'tellSms', 'tellEmail'])
    .where('cityId', '=', ctx.tx.cityId)
    .where('id', '=', reporterId)
    .executeTakeFirst();
  const sealed = way === 'email' ? row?.tellEmail && row.emailSealed : row?.tellSms && row.phoneSealed;
  if (!sealed) return null;
  const opened = openedOr(ctx, sealed);
  return opened === null || way === 'email' ? opened : mobileIn(opened);
}

/** A contact that was sealed with another secret cannot be opened any more, however often one tries. */
function openedOr(ctx: WriteContext, sealed: string): string | null {
  try {
    return ctx.sealer.open(sealed);
  } catch {
    return null;
  }
}

/** Opens the reporter's contact. Every reading is a fact in the journal; the caller writes it. */
export async function openReporter(ctx: WriteContext, caseId: Id): Promise<Contact | null> {
  const row = await ctx.read
    .tables<CaseTables>()
    .selectFrom('caseReporters')
    .selectAll()
    .where('cityId', '=', ctx.read.cityId)
    .where('caseId', '=', caseId)
    .where('kind', '=', 'reporter')
    .orderBy('at')
    .executeTakeFirst();
  if (!row) return null;
  const open = (sealed: string | null) => (sealed ? ctx.sealer.open(sealed) : undefined);
  return { name: open(row.nameSealed), phone: open(row.phoneSealed), email: open(row.emailSealed), address: open(row.addressSealed) };
}

/** The people who told us of one case now also follow another. */
export async function moveReporters(ctx: WriteContext, from: Id, into: Id): Promise<number> {
  const rows = await ctx.tx.rows(sql<{ id: Id }>`
    insert into case_reporters (city_id, id, case_id, kind, code, name_sealed, phone_sealed, email_sealed, address_sealed, phone_mark, at, locale, tell_sms, tell_email)
    select city_id, gen_random_uuid(), ${into}, 'joined', code, name_sealed, phone_sealed, email_sealed, address_sealed, phone_mark, at, locale, tell_sms, tell_email
    from case_reporters where city_id = ${ctx.tx.cityId} and case_id = ${from}
    on conflict (city_id, case_id, code) do nothing returning id`);
  return rows.length;
}

/** Erases contacts; number and code go on working. Gives the cases whose reporters can no longer be asked. */
export async function eraseContacts(
  tx: Tx,
  reporterIds: readonly Id[],
  now: Date,
): Promise<{ caseId: Id; number: string; erased: number }[]> {
  if (reporterIds.length === 0) return [];
  const rows = await tx.rows(sql<{ caseId: Id; number: string; erased: number }>`
    with gone as (
      update case_reporters set name_sealed = null, phone_sealed = null, email_sealed = null, address_sealed = null, phone_mark = null,
        tell_sms = false, tell_email = false, erased_at = ${now}
      where city_id = ${tx.cityId} and id = any(${[...reporterIds]}::uuid[]) returning case_id)
    select gone.case_id, c.number, count(*)::int as erased
    from gone join cases c on c.city_id = ${tx.cityId} and c.id = gone.case_id group by 1, 2 order by 2`);
  // A social supervisor who reported stays known: that is their post, not a contact left with the case.
  await tx.rows(sql`
    update cases c set reporter_known = (c.channel = 'supervisor' and c.finder_ids <> '{}') where c.city_id = ${tx.cityId} and c.id = any(${rows.map((row) => row.caseId)}::uuid[])
      and not exists (select from case_reporters r where r.city_id = c.city_id and r.case_id = c.id and (r.phone_sealed is not null or r.email_sealed is not null or r.address_sealed is not null))`);
  return rows;
}

/** Contacts of cases that ended before a moment. */
export async function contactsOfEnded(read: Read, before: Date, limit: number): Promise<Id[]> {
  const rows = await read.rows(sql<{ id: Id }>`
    select r.id from case_reporters r join cases c on c.city_id = r.city_id and c.id = r.case_id
    where r.city_id = ${read.cityId} and (r.phone_sealed is not null or r.email_sealed is not null or r.name_sealed is not null or r.address_sealed is not null)
      and not c.open and coalesce(c.closed_at, c.updated_at) < ${before} limit ${limit}`);
  return rows.map((row) => row.id);
}

/** Who reported a case. */
export async function reporterOf(read: Read, caseId: Id): Promise<Id | null> {
  return (await followers(read, caseId).where('kind', '=', 'reporter').orderBy('at').limit(1).executeTakeFirst())?.id ?? null;
}

/** Is there a contact of the case that was erased? */
export async function contactErased(read: Read, caseId: Id): Promise<boolean> {
  const row = await read
    .tables<CaseTables>()
    .selectFrom('caseReporters')
    .select('id')
    .where('cityId', '=', read.cityId)
    .where('caseId', '=', caseId)
    .where('erasedAt', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
