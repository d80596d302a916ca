import { z } from 'zod';
import type { ReadContext } from '../../platform/context.ts';
import type { PageRequest } from '../../platform/slice.ts';
import { contactDaysOf, mobileIn } from '../rules/told.ts';
import type { Contact } from '../schema/inputs.ts';
import type { PublicCaseView } from '../schema/public.ts';
import { casework } from '../store/casework.ts';
import { field } from './report/form.ts';

/** "Tell me": what the page may promise here, and what somebody filled in. */

export interface TellFaults {
  readonly phone: boolean;
  readonly email: boolean;
  readonly missing: boolean;
}

export interface TellModel {
  /** Ways that this deployment really has. */
  readonly ways: ReadContext['outside']['ways'];
  /** Days after the end until a contact is erased. */
  readonly days: number;
  /** How this reporter is told already. */
  readonly told: NonNullable<PublicCaseView['told']>;
  /** What was just noted: the last digits of the phone, the address. */
  readonly noted: { readonly tail: string | null; readonly email: string | null } | null;
  readonly filled: { readonly phone: string; readonly email: string };
  readonly faults: TellFaults | null;
}

const nothing = { sms: false, email: false, phone: false };

export async function tellModel(
  ctx: ReadContext,
  told: PublicCaseView['told'],
  more: Partial<Pick<TellModel, 'noted' | 'filled' | 'faults'>> = {},
): Promise<TellModel> {
  const { settings } = await casework(ctx.read);
  const model = { ways: ctx.outside.ways, days: contactDaysOf(settings), told: told ?? nothing };
  return { ...model, noted: null, filled: { phone: '', email: '' }, faults: null, ...more };
}

/** Nothing will happen any more of which somebody could be told. */
export const isOver = (view: Pick<PublicCaseView, 'caseState' | 'answerUntil'>): boolean =>
  view.caseState === 'declined' || view.caseState === 'merged' || (view.caseState === 'closed' && view.answerUntil === null);

const call = /^[0-9+() -]{5,30}$/;

/** Reads the form: a mobile number where text messages go out, any telephone where somebody would call. */
export function readTell(
  form: PageRequest['form'],
  ways: TellModel['ways'],
): { readonly contact: Contact; readonly filled: TellModel['filled']; readonly faults: TellFaults | null } {
  const filled = { phone: field(form, 'phone').normalize('NFKC').slice(0, 30), email: field(form, 'email').slice(0, 120) };
  const phone = mobileIn(filled.phone) ?? (!ways.sms && call.test(filled.phone) ? filled.phone : null);
  const email = z.email().safeParse(filled.email).data;
  const faults = {
    phone: filled.phone !== '' && phone === null,
    email: filled.email !== '' && email === undefined,
    missing: filled.phone === '' && filled.email === '',
  };
  const contact = { ...(phone === null ? {} : { phone }), ...(email === undefined ? {} : { email }) };
  return { contact, filled, faults: faults.phone || faults.email || faults.missing ? faults : null };
}

export const notedOf = ({ phone, email }: Contact): NonNullable<TellModel['noted']> => ({
  tail: phone ? phone.replace(/\D/g, '').slice(-4) : null,
  email: email ?? null,
});
