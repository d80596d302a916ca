import { useTexts } from '../../../ui/i18n.ts';
import { areaTexts } from '../area-text.ts';
import type { Standing } from './lines.ts';

/** What the fillings mean, each with its number. */
export function DutyLegend({ all }: { readonly all: readonly Standing[] }) {
  const t = useTexts(areaTexts);
  const vacant = all.filter(({ line }) => line.responsible === null).length;
  const late = all.filter(({ line, overdue }) => line.responsible !== null && overdue > 0).length;
  const parts = [
    { key: 'plain', words: t('answered'), count: all.length - vacant - late },
    { key: 'over', words: t('overdue'), count: late },
    { key: 'vacant', words: t('vacant'), count: vacant },
  ];
  return (
    <p className="tc-duty-legend">
      {parts.map(({ key, words, count }) => (
        <span key={key}>
          <i className={`tc-swatch tc-swatch-${key}`} aria-hidden="true" />
          {words} {count}
        </span>
      ))}
      <span className="tc-hint">{t('baseMap')}</span>
    </p>
  );
}
