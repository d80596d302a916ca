interface ProgressProps {
  /** 0 to 1; null while nobody knows how long it takes. */
  readonly share: number | null;
  /** What is being done, and how far: `已写 1,200 / 132,229 行`. */
  readonly words: string;
}

/** Long work that can be left: a bar and a sentence. */
export function Progress({ share, words }: ProgressProps) {
  return (
    <div className="tc-progress">
      <progress max={1} value={share ?? undefined} aria-label={words} />
      <span aria-live="polite">{words}</span>
    </div>
  );
}
