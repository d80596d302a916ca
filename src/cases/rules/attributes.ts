import type { AttributeDefinition } from '../schema/settings.ts';

/** What is wrong with the answers to one of a category's questions. */
export type AttributeFault = 'missing' | 'wrong';

const LONGEST = 2000;
const moment = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;
const number = /^[+-]?\d{1,15}(\.\d{1,15})?$/;

/** A list takes only what it offers, a question with one answer only one (GeoReport v2, service definition). */
export function attributeFault({ type, required, values: offered }: AttributeDefinition, given: readonly string[]): AttributeFault | null {
  if (given.length === 0) return required ? 'missing' : null;
  const listed = given.every((value) => offered.some(({ key }) => key === value));
  if (type === 'multivaluelist') return listed ? null : 'wrong';
  const [value = '', ...more] = given;
  const fits =
    type === 'singlevaluelist'
      ? listed
      : type === 'number'
        ? number.test(value.normalize('NFKC').trim())
        : type === 'datetime'
          ? moment.test(value) && !Number.isNaN(Date.parse(value))
          : Array.from(value).length <= LONGEST;
  return fits && more.length === 0 ? null : 'wrong';
}
