import { useTexts } from '../../../ui/i18n.ts';
import { Empty } from '../../../ui/States.tsx';
import { useCaseColumns } from '../list/columns.tsx';
import { listTexts } from '../text/list.ts';
import { CasesInState } from './CasesInState.tsx';

/** What was handed in and waits for somebody else's eyes, first due first. */
export function CheckQueuePage() {
  const t = useTexts(listTexts);
  return (
    <CasesInState
      name="checks"
      title={t('checkTitle')}
      note={t('checkNote')}
      state="handled"
      sort="due"
      every={60_000}
      columns={useCaseColumns()}
      empty={<Empty title={t('checkEmpty')} hint={t('checkEmptyHint')} />}
    />
  );
}
