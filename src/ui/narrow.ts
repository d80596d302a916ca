import { useSyncExternalStore } from 'react';

/** Below this width the side becomes a bar and tables become rows of words. */
const narrow = matchMedia('(max-width: 899px)');

function subscribe(listener: () => void): () => void {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
}

export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
