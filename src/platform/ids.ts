import { uuidv7 } from 'uuidv7';
import type { Id } from '../kernel/ids.ts';

/** A new record identifier; later ones sort after earlier ones, so inserts stay at the index's right edge. */
export function newId(): Id {
  return uuidv7();
}
