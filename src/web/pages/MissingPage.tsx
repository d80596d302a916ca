import { Go } from '../../ui/Go.tsx';
import { useTexts } from '../../ui/i18n.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { frameTexts } from '../frame/text.ts';

/** No such page, or none for this person: the same words. */
export function MissingPage() {
  const t = useTexts(frameTexts);
  return (
    <>
      <PageHead title={t('missingTitle')} />
      <div className="tc-empty">
        <p>{t('missingText')}</p>
        <p>
          <Go href="/work/today">{t('missingBack')}</Go>
        </p>
      </div>
    </>
  );
}
