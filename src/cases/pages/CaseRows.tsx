import type { ReactElement } from 'react';
import { Chinese, State } from '../../public/parts.tsx';
import { useLocale, useTexts, useWord } from '../../public/site.ts';
import type { PublicCaseItem } from '../schema/public.ts';
import { CaseState, isLate, publicPicture, timeSentence } from './marks.tsx';
import { nearbyTexts } from './text/list.ts';

/** Released cases as rows: photo, what and where, state, one sentence on the time. */
export function CaseRows({ items, now }: { readonly items: readonly PublicCaseItem[]; readonly now: Date }): ReactElement {
  return (
    <ul className="rows">
      {items.map((item) => (
        <CaseRow key={item.id} item={item} now={now} />
      ))}
    </ul>
  );
}

function CaseRow({ item, now }: { readonly item: PublicCaseItem; readonly now: Date }): ReactElement {
  const t = useTexts(nearbyTexts);
  const locale = useLocale();
  const word = useWord();
  return (
    <li className={item.photoId ? 'item' : 'item plain'} id={`n${item.number}`}>
      {item.photoId && (
        <img
          className="thumb"
          src={publicPicture(item.photoId, true)}
          alt={t('photoOf', { title: item.title })}
          width="96"
          height="72"
          loading="lazy"
          decoding="async"
        />
      )}
      <div>
        <h2 className="name">
          <a href={`/cases/${item.number}`}>
            <Chinese>{item.title}</Chinese>
          </a>
        </h2>
        <p>
          {isLate(item, now) ? (
            <State tone="late" icon="alert">
              {t('overdue')}
            </State>
          ) : (
            <CaseState state={item.state} />
          )}
          {locale === 'en' && <span className="hint"> {word(item.category.name)}</span>}
        </p>
        <small>{timeSentence(item, now, locale)}</small>
      </div>
    </li>
  );
}
