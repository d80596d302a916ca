/** Finds in the phone that have not been sent; 0 where the browser has no room for any. */
export async function unsentFinds(personId: string): Promise<number> {
  const { pending } = await import('../cases/ui/field/captures.ts');
  return pending(personId).then(
    (finds) => finds.length,
    () => 0,
  );
}
