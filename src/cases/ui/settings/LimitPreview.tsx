import { Input } from 'antd';
import { useState } from 'react';
import { useDates } from '../../../ui/dates.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useOperation } from '../../../ui/query.ts';
import { ProblemLine } from '../../../ui/States.tsx';
import { previewLimit } from '../../api/settings.ts';
import { clockNames, type ClockName } from '../../schema/words.ts';
import { CategoryPicker } from '../pickers.tsx';
import { caseTexts } from '../text.ts';
import { settingsTexts } from '../text/settings.ts';

const clocks = Object.keys(clockNames) as readonly ClockName[];

/** Category and time of receipt in, every deadline out. */
export function LimitPreview() {
  const t = useTexts(settingsTexts);
  const c = useTexts(caseTexts);
  const word = useWord();
  const { stampTime } = useDates();
  const [category, setCategory] = useState<string | null>(null);
  const [at, setAt] = useState('');
  const asked = useOperation(
    previewLimit,
    { category: category ?? '', receivedAt: at ? `${at}:00+08:00` : '' },
    { enabled: Boolean(category && at) },
  );
  return (
    <section className="cs-try" aria-label={t('preview')}>
      <h2>{t('preview')}</h2>
      <p className="tc-hint">{t('previewHint')}</p>
      <div className="cs-two">
        <CategoryPicker label={c('category')} value={category} onChange={setCategory} />
        <Input type="datetime-local" aria-label={t('previewAt')} value={at} onChange={({ target }) => setAt(target.value)} />
      </div>
      {asked.problem ? <ProblemLine problem={asked.problem} again={asked.again} /> : null}
      {asked.data && category && at ? (
        <ul aria-live="polite">
          {clocks.map((clock) => {
            const due = asked.data?.dueAt[clock];
            return due ? <li key={clock}>{t('previewDue', { clock: word(clockNames[clock]), at: stampTime(due) })}</li> : null;
          })}
          {asked.data.provisional ? <li className="cs-soon">{t('previewProvisional')}</li> : null}
        </ul>
      ) : null}
    </section>
  );
}
