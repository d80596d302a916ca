/** Lets at most `width` pieces of work run at once; the others wait in the order they came. */
export function limited(width: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= width) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // The place is handed on, so the count stays.
      if (next) next();
      else running--;
    }
  };
}
