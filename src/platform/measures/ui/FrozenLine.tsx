import type { AnswerOf } from '../../../kernel/operation.ts';
import { useDates } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import type { getMeasure } from '../api.ts';
import { closingTexts } from './closing-text.ts';
import type { Meaning } from './scope.ts';
import { valueText } from './value.ts';

type Answer = AnswerOf<typeof getMeasure>;

/** What of a figure comes from closed months, and what the records of now would give. */
export function FrozenLine({ meaning, figure }: { readonly meaning: Meaning; readonly figure: Answer | undefined }) {
  const t = useTexts(closingTexts);
  const { longDay } = useDates();
  const frozen = figure?.frozen;
  const [first] = frozen?.months ?? [];
  const last = frozen?.months.at(-1);
  if (!figure || !frozen || !first || !last) return null;
  const shown = valueText({ kind: meaning.kind, value: figure.value });
  const now = valueText({ kind: meaning.kind, value: frozen.now.value });
  const months =
    frozen.months.length === 1
      ? t('frozenOne', { month: first.month, at: longDay(first.closedAt) })
      : t('frozenMany', { n: frozen.months.length, first: first.month, last: last.month });
  return (
    <p className="tc-frozen" role="note">
      <strong>{months}</strong> {t(frozen.basis)} {shown === now ? t('nowSame') : t('nowWould', { value: now })}{' '}
      {figure.corrections?.count === 0 ? t('noCorrections') : null}
    </p>
  );
}

/** `更正 3 处`; counting stops at 1,000. */
export function useCorrectionCount(): (count: number) => string {
  const t = useTexts(closingTexts);
  return (count) => (count >= 1000 ? t('correctionMany') : t('correctionCount', { n: count }));
}
