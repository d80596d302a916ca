import { Button, Segmented } from 'antd';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { usePlace } from '../../../ui/place.ts';
import { moved, periodOf, spans, wordsOf } from './period.ts';
import { measureTexts } from './text.ts';

/** Month, quarter or year, and which one; it stands in the address. */
export function PeriodBar() {
  const t = useTexts(measureTexts);
  const { query, setQuery } = usePlace();
  const period = periodOf(query);
  const words = wordsOf(period);
  return (
    <fieldset className="tc-period" aria-label={t('period')}>
      <Segmented
        value={period.span}
        options={spans.map((span) => ({ value: span, label: t(span) }))}
        onChange={(span) => setQuery({ span })}
      />
      <Button aria-label={t('previous')} onClick={() => setQuery({ from: moved(period, -1) })}>
        <Icon name="left" />
      </Button>
      <strong aria-live="polite">{t(`${period.span}Of`, { year: words.year, n: words.n })}</strong>
      <Button aria-label={t('next')} onClick={() => setQuery({ from: moved(period, 1) })}>
        <Icon name="right" />
      </Button>
    </fieldset>
  );
}
