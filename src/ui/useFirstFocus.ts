import { useEffect, useRef } from 'react';

/** Puts the focus on the field where a page or dialog begins; its label is read with it. */
export function useFirstFocus<T extends { focus: () => void }>() {
  const field = useRef<T>(null);
  useEffect(() => field.current?.focus(), []);
  return field;
}
