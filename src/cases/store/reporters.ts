import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { WriteContext } from '../../platform/context.ts';
import type { Read } from '../../platform/db/read.ts';
import { newId } from '../../platform/ids.ts';
import { randomDigits } from '../../platform/random.ts';
import type { Contact } from '../schema/inputs.ts';
import type { CaseTables } from './tables.ts';

const digits = (phone: string): string => phone.replace(/\D/g, '');

/** Keeps who told us, sealed, and gives the code with which they follow the case. */
export async function addReporter(ctx: WriteContext, caseId: Id, kind: 'reporter' | 'joined', contact: Contact): Promise<string> {
  const seal = (text: string | undefined) => (text ? ctx.sealer.seal(text) : null);
  const row = {
    cityId: ctx.tx.cityId,
    id: newId(),
    caseId,
    kind,
    nameSealed: seal(contact.name),
    phoneSealed: seal(contact.phone),
    emailSealed: seal(contact.email),
    addressSealed: seal(contact.address),
    phoneMark: contact.phone ? ctx.sealer.mark(digits(contact.phone)) : null,
    at: ctx.now,
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

/** The one who may follow a case with this code. */
export async function reporterByCode(read: Read, caseId: Id, code: string): Promise<{ id: Id; kind: 'reporter' | 'joined' } | null> {
  return (
    (await read
      .tables<CaseTables>()
      .selectFrom('caseReporters')
      .select(['id', 'kind'])
      .where('cityId', '=', read.cityId)
      .where('caseId', '=', caseId)
      .where('code', '=', code)
      .executeTakeFirst()) ?? null
  );
}

/** Adds or replaces how somebody wants to be told. */
export async function setContact(ctx: WriteContext, reporterId: Id, contact: Contact): Promise<void> {
  const set = {
    ...(contact.name ? { nameSealed: ctx.sealer.seal(contact.name) } : {}),
    ...(contact.phone ? { phoneSealed: ctx.sealer.seal(contact.phone), phoneMark: ctx.sealer.mark(digits(contact.phone)) } : {}),
    ...(contact.email ? { emailSealed: ctx.sealer.seal(contact.email) } : {}),
    ...(contact.address ? { addressSealed: ctx.sealer.seal(contact.address) } : {}),
  };
  if (Object.keys(set).length === 0) return;
  await ctx.tx
    .writing<CaseTables>()
    .updateTable('caseReporters')
    .set(set)
    .where('cityId', '=', ctx.tx.cityId)
    .where('id', '=', reporterId)
    .execute();
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
    insert into case_reporters (city_id, id, case_id, kind, code, name_sealed, phone_sealed, email_sealed, address_sealed, phone_mark, at)
    select city_id, gen_random_uuid(), ${into}, 'joined', code, name_sealed, phone_sealed, email_sealed, address_sealed, phone_mark, at
    from case_reporters where city_id = ${ctx.tx.cityId} and case_id = ${from}
    on conflict (city_id, case_id, code) do nothing returning id`);
  return rows.length;
}
