import { ActButton } from '../../../ui/ActButton.tsx';
import { useDates } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { useKeys } from '../../../ui/keys.ts';
import { ProblemLine } from '../../../ui/States.tsx';
import { CaseState } from '../CaseState.tsx';
import { caseTexts } from '../text.ts';
import { deskTexts } from '../text/desk.ts';
import { TellAtOnce } from './TellAtOnce.tsx';
import { type Desk, MOST_SIMILAR } from './useDraft.ts';

/** Similar cases nearby, found while typing; joining one saves a case and tells the caller of its progress. */
export function Similar({ desk }: { readonly desk: Desk }) {
  const t = useTexts(deskTexts);
  const c = useTexts(caseTexts);
  const { shortTime } = useDates();
  const { similar, draft, change } = desk;
  const items = similar.data?.items ?? [];
  const join = (item: (typeof items)[number]) =>
    change({ sameAs: draft.sameAs?.id === item.id ? null : { id: item.id, number: item.number } });
  // Single keys, once Esc has left the words; browsers keep Ctrl with a number for their tabs.
  useKeys(
    items.map((item, index) => ({
      key: String(index + 1),
      run: () => join(item),
      ...(index === 0 ? { words: t('same'), shown: items.length > 1 ? `1–${items.length}` : '1' } : {}),
    })),
  );
  return (
    <aside className="cs-desk-similar">
      <h2 className="cs-label">{t('similar')}</h2>
      {similar.problem ? <ProblemLine problem={similar.problem} again={similar.again} /> : null}
      {!similar.data && !similar.problem ? <p className="cs-quiet">{t('similarHint')}</p> : null}
      {draft.sameAs ? (
        <output className="cs-note cs-block">
          {t('sameChosen', { number: draft.sameAs.number })}{' '}
          <button type="button" className="tc-link" onClick={() => change({ sameAs: null })}>
            {t('sameUndo')}
          </button>
        </output>
      ) : null}
      <ul aria-live="polite">
        {items.map((item, index) => (
          <li key={item.id}>
            <a href={`/work/cases/${item.id}`} target="_blank" rel="noreferrer">
              {item.title}
            </a>
            <p className="cs-quiet cs-small cs-dots">
              <span>{item.number}</span>
              {item.metres === null ? null : <span>{c('metres', { n: item.metres })}</span>}
              <span>{shortTime(item.reportedAt)}</span>
            </p>
            <div className="cs-desk-same">
              <CaseState state={item.state} outcome={item.outcome} unit={item.unitName} />
              <ActButton
                size="small"
                keyName={String(index + 1)}
                aria-pressed={draft.sameAs?.id === item.id}
                title={t('sameOf', { number: item.number })}
                onClick={() => join(item)}
              >
                {t(draft.sameAs?.id === item.id ? 'sameUndo' : 'same')}
              </ActButton>
            </div>
          </li>
        ))}
      </ul>
      {similar.data && items.length < MOST_SIMILAR ? (
        <p className="cs-quiet cs-small">{t(items.length === 0 ? 'similarNone' : 'similarNoMore', { n: similar.data.metres })}</p>
      ) : null}
      <TellAtOnce desk={desk} />
    </aside>
  );
}
