/** When the person last did something here. Before anything was done the page itself was opened just now. */
let last = Date.now();
const STILL = 60_000;

for (const sign of ['pointerdown', 'keydown', 'wheel'] as const) {
  addEventListener(
    sign,
    () => {
      last = Date.now();
    },
    { passive: true, capture: true },
  );
}

/** Nobody has touched the screen for a minute: what it asks now, it asks by itself, and that keeps no session alive. */
export const isStill = (): boolean => Date.now() - last > STILL;
