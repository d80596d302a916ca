/** Below a field: what is wrong with it, read out as soon as it stands there. */
export function Fault({ words }: { readonly words: string | undefined }) {
  return words ? (
    <p className="cs-fault" role="alert">
      {words}
    </p>
  ) : null;
}
