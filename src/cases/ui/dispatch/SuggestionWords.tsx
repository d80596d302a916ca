import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useJoining } from '../../../ui/joining.ts';
import type { SuggestionRow } from '../answers.ts';
import { dispatchTexts } from '../text/dispatch.ts';

/** A suggested unit: its name, the reason, and how often it kept or gave back the same kind. */
export function SuggestionWords({ of }: { readonly of: SuggestionRow }) {
  const t = useTexts(dispatchTexts);
  const word = useWord();
  const join = useJoining();
  const { rule, past } = of;
  // Place, category and past stand elsewhere on the desk.
  const lines = of.why.filter((line) => ['areaDuty', 'ruling', 'fallback'].includes(line.what));
  const why = rule
    ? of.as === 'joint'
      ? t('ruleWords', { article: rule.article, text: t('joint') })
      : t('ruleWords', { article: rule.article, text: rule.text })
    : lines.length > 0
      ? join.parts(lines.map((line) => word(line.text)))
      : t(of.as);
  return (
    <span className="cs-suggestion">
      <strong title={of.unit.name}>{of.unit.shortName}</strong>
      <small>{why}</small>
      <small>{past.got > 0 ? t('pastWords', past) : t('pastNone')}</small>
    </span>
  );
}
