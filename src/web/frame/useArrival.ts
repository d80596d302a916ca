import { useEffect, useRef } from 'react';

/** After a change of page the focus goes to its `h1`, so that screen readers say where they are; not on the first page. */
export function useArrival(path: string) {
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return undefined;
    before.current = path;
    const box = main.current;
    if (!box) return undefined;
    const focus = () => {
      const head = box.querySelector<HTMLElement>('h1');
      // A page that put the focus somewhere itself (a desk's first field) keeps it there.
      if (head && !box.contains(document.activeElement)) head.focus({ preventScroll: true });
      return head !== null;
    };
    if (focus()) return undefined;
    // The page is still loading: its head comes later.
    const watch = new MutationObserver(() => focus() && watch.disconnect());
    watch.observe(box, { childList: true, subtree: true });
    return () => watch.disconnect();
  }, [path]);
  return main;
}
