import type { Bilingual } from '../../../kernel/text.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { declineReasons, longTermReasons, outcomes, returnReasons } from '../../schema/words.ts';
import '../cases.css';
import './settings.css';
import { settingsTexts } from '../text/settings.ts';

/** The published lists of reasons, as citizens and units see them. */
export function ReasonsPage() {
  const t = useTexts(settingsTexts);
  return (
    <div className="cs-page">
      <PageHead title={t('reasons')} note={t('reasonsNote')} />
      <div className="cs-scroll cs-inset">
        <Reasons title={t('declineHead')} of={declineReasons} />
        <Reasons title={t('returnHead')} of={returnReasons} />
        <Reasons title={t('longTermHead')} of={longTermReasons} />
        <Reasons title={t('outcomeHead')} of={outcomes} />
      </div>
    </div>
  );
}

function Reasons({ title, of }: { readonly title: string; readonly of: Readonly<Record<string, Bilingual>> }) {
  const word = useWord();
  return (
    <section className="cs-reasons">
      <h2>{title}</h2>
      <ol>
        {Object.entries(of).map(([code, name]) => (
          <li key={code}>
            {word(name)} <small className="cs-quiet">{code}</small>
          </li>
        ))}
      </ol>
    </section>
  );
}
