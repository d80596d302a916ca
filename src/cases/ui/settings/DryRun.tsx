import { useState } from 'react';
import { useDates } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { useOperation } from '../../../ui/query.ts';
import { Asked } from '../../../ui/States.tsx';
import { AreaPicker } from '../../../ui/pickers.tsx';
import { previewRoute } from '../../api.ts';
import { SuggestionWords } from '../dispatch/SuggestionWords.tsx';
import { CategoryPicker } from '../pickers.tsx';
import { caseTexts } from '../text.ts';
import { dispatchTexts } from '../text/dispatch.ts';
import { settingsTexts } from '../text/settings.ts';

/** "Who would get this?": a category and a place in, the units with their reasons out. Nothing is dispatched. */
export function DryRun() {
  const t = useTexts(settingsTexts);
  const c = useTexts(caseTexts);
  const d = useTexts(dispatchTexts);
  const { shortTime } = useDates();
  const [category, setCategory] = useState<string | null>(null);
  const [area, setArea] = useState<string | null>(null);
  const asked = useOperation(
    previewRoute,
    { category: category ?? '', areaId: area ?? undefined },
    { enabled: category !== null && area !== null },
  );
  const items = asked.data?.items ?? [];
  return (
    <details className="cs-try">
      <summary>{t('dryRun')}</summary>
      <p className="tc-hint">{t('dryRunHint')}</p>
      <div className="cs-two">
        <CategoryPicker label={c('category')} value={category} onChange={setCategory} />
        <AreaPicker label={c('area')} value={area} onChange={setArea} />
      </div>
      {category && area ? (
        <Asked of={asked} rows={3}>
          <ol className="cs-tried" aria-live="polite">
            {items.length === 0 ? <li>{t('dryRunNone')}</li> : null}
            {items.map((item) => (
              <li key={item.unit.id}>
                <SuggestionWords of={item} />
                <small className="cs-quiet">
                  {d('limitsOf', { receipt: shortTime(item.receiptDueAt), handling: shortTime(item.handlingDueAt) })}
                </small>
              </li>
            ))}
          </ol>
        </Asked>
      ) : null}
    </details>
  );
}
