import { mobileIn } from './told.ts';

/** Fewer are part of a number, or an extension: nobody is looked up by it. */
const SHORTEST = 7;

/** The digits by which a telephone is known, however it was written; of a mobile number without the country. */
export const dialledOf = (phone: string): string => mobileIn(phone) ?? phone.normalize('NFKC').replace(/\D/g, '');

/** Is it a whole number, that somebody could call from? */
export const isWholeNumber = (phone: string): boolean => {
  const dialled = dialledOf(phone);
  // Mobile numbers begin with 1 and have eleven digits; a look at each digit typed would ask for strangers.
  return dialled.startsWith('1') ? mobileIn(phone) !== null : dialled.length >= SHORTEST;
};

/** `139 **** 6021`: enough to tell who is on the line, too little to call them. */
export const maskedPhone = (phone: string): string => {
  const dialled = dialledOf(phone);
  return dialled.length < SHORTEST ? dialled : `${dialled.slice(0, 3)} **** ${dialled.slice(-4)}`;
};
