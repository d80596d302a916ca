/** Where to go after signing in: only to our own pages. */
export function placeAfter(next: string | null | undefined): string {
  return next && /^\/(work|field)(\/|\?|$)/.test(next) ? next : '/work/today';
}
