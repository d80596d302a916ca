import type { From } from './draft.ts';

/** Where what stands in a field came from, as a key of the texts. */
export const whence = (from: From, value: string): 'placeFrom' | 'byHand' | 'nowhere' =>
  from === 'hand' && value !== '' ? 'byHand' : from === 'words' && value !== '' ? 'placeFrom' : 'nowhere';
