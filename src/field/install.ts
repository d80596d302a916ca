/** Registers the service worker, so that the app opens without a network, and asks the browser to keep what is stored. */
export function keepInstalled(): void {
  if (!('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.register('/sw.js', { scope: '/field' }).catch(() => undefined);
  void navigator.storage?.persist?.();
}
