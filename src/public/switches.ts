export type Switch = { readonly lang: 'zh' | 'en' } | { readonly large: '1' | '0' };

/** Address that remembers language or type size in a cookie and comes back to the same page. */
export function switchAddress(path: string, change: Switch): string {
  const [base = '/', search = ''] = path.split('?', 2);
  const query = new URLSearchParams(search);
  query.delete('lang');
  query.delete('large');
  for (const [name, value] of Object.entries(change)) query.set(name, value);
  return `${base}?${query.toString()}`;
}
