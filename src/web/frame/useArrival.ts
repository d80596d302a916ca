import { useEffect, useRef } from 'react';

interface Head {
  readonly element: Element | null;
  readonly text: string;
}

/**
 * After a change of page the focus goes to its `h1`, so that screen readers say where they are; not on the first page.
 * A page may show a provisional head while it loads: when that one goes, the focus follows to the next.
 */
export function useArrival(path: string) {
  const main = useRef<HTMLElement>(null);
  const seen = useRef<Head>({ element: null, text: '' });
  const first = useRef<string | null>(path);
  useEffect(() => {
    const box = main.current;
    if (!box) return undefined;
    if (first.current !== path) first.current = null;
    let arrived = false;
    const look = () => {
      const head = box.querySelector<HTMLElement>('h1');
      const text = head?.textContent ?? '';
      if (!head || (head === seen.current.element && text === seen.current.text)) return;
      seen.current = { element: head, text };
      const elsewhere = arrived && document.activeElement !== document.body;
      // A page that put the focus somewhere itself (a desk's first field) keeps it there.
      if (first.current === null && !elsewhere && !box.contains(document.activeElement)) head.focus({ preventScroll: true });
      arrived = true;
    };
    look();
    const watch = new MutationObserver(look);
    watch.observe(box, { childList: true, subtree: true, characterData: true });
    return () => watch.disconnect();
  }, [path]);
  return main;
}
