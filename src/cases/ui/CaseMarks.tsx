import { useTexts } from '../../ui/i18n.ts';
import type { CaseRow } from './answers.ts';
import { caseTexts } from './text.ts';

type Marked = Pick<CaseRow, 'urgent' | 'supervised' | 'recurrence' | 'requestOpen' | 'returns' | 'reworks' | 'reopenings'>;

/** Short words for what is special about a case; nothing when nothing is. */
export function CaseMarks({ of, history }: { readonly of: Marked; readonly history?: boolean }) {
  const t = useTexts(caseTexts);
  const words = [
    of.urgent ? t('urgent') : '',
    of.supervised ? t('supervised') : '',
    of.recurrence ? t('recurrence') : '',
    of.requestOpen ? t('requestOpen') : '',
    history && of.returns > 0 ? t('returnedTimes', { n: of.returns }) : '',
    history && of.reworks > 0 ? t('reworkTimes', { n: of.reworks }) : '',
    history && of.reopenings > 0 ? t('reopenedTimes', { n: of.reopenings }) : '',
  ].filter(Boolean);
  return words.map((each) => (
    <small key={each} className="cs-mark">
      {each}
    </small>
  ));
}
