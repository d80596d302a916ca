/**
 * A case is followed by its number and six digits. Numbers are public, so the digits must not be found by trying: one in
 * a million a try. Wrong ones are counted; a right one is never counted, however often somebody looks.
 */

/** Wrong codes for one number from one address: who mistypes has enough left. */
export const wrongHere = { what: 'follow.wrongHere', most: 10, seconds: 3600 } as const;
/** Wrong codes from one address, whatever the number. */
export const wrongFromAddress = { what: 'follow.wrongFromAddress', most: 60, seconds: 3600 } as const;
/** Wrong codes for one number from anywhere. Beyond them a number is being tried from many addresses. */
export const wrongForNumber = { what: 'follow.wrongForNumber', most: 200, seconds: 86_400 } as const;

export interface WrongCodes {
  readonly here: number;
  readonly fromAddress: number;
  readonly forNumber: number;
}

/**
 * May one more code be tried? While a number is under attack each address has one wrong try only: its reporter, who
 * knows the code, still gets in.
 */
export function mayTryCode({ here, fromAddress, forNumber }: WrongCodes): boolean {
  if (here >= wrongHere.most || fromAddress >= wrongFromAddress.most) return false;
  return forNumber < wrongForNumber.most || here === 0;
}
