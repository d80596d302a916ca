/**
 * Joins what meets until no two do: grown by one, it may meet the next. Gives them in no certain order; for some hundreds,
 * as each is compared with all that are apart.
 */
export function merged<T>(items: readonly T[], meet: (a: T, b: T) => boolean, joined: (a: T, b: T) => T): T[] {
  const apart: T[] = [];
  for (const item of items) {
    let whole = item;
    const meeting = () => apart.findIndex((one) => meet(one, whole));
    for (let at = meeting(); at !== -1; at = meeting()) whole = joined(apart.splice(at, 1)[0] ?? whole, whole);
    apart.push(whole);
  }
  return apart;
}
