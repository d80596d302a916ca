import { Go } from '../../../ui/Go.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Part } from '../../../ui/RecordLayout.tsx';
import type { CaseFull, NeighbourRow } from '../answers.ts';
import { CaseState } from '../CaseState.tsx';
import { casePath } from '../places.ts';
import { caseTexts } from '../text.ts';
import { pageTexts } from '../text/page.ts';

/** Earlier cases at this place and similar ones nearby, and the cases that belong to this one. */
export function Neighbours({ view }: { readonly view: CaseFull }) {
  const t = useTexts(pageTexts);
  const rows = [...view.earlier, ...view.nearby.filter((near) => !view.earlier.some((early) => early.id === near.id))]
    .filter((row) => row.id !== view.id)
    .slice(0, 8);
  return (
    <>
      <Relatives view={view} />
      <Part title={t('similar')}>
        {rows.length === 0 ? <p className="cs-quiet">{t('similarNone')}</p> : null}
        <ul className="cs-near">
          {rows.map((row) => (
            <NeighbourLine key={row.id} row={row} />
          ))}
        </ul>
        {view.recurrence ? (
          <p className="cs-recurring">
            <Icon name="again" /> {t('recurrenceNote')}
          </p>
        ) : null}
      </Part>
    </>
  );
}

export function NeighbourLine({ row }: { readonly row: NeighbourRow }) {
  const c = useTexts(caseTexts);
  return (
    <li>
      <Go href={casePath(row.id)}>{row.number}</Go>
      <span className="cs-cut" title={row.title}>
        {row.title}
        {row.metres !== null && row.metres > 20 ? <small className="cs-quiet"> {c('metres', { n: row.metres })}</small> : null}
      </span>
      <CaseState state={row.state} outcome={row.outcome} />
    </li>
  );
}

function Relatives({ view }: { readonly view: CaseFull }) {
  const t = useTexts(pageTexts);
  const { parent, parts, mergedInto, mergedHere } = view;
  if (!parent && !mergedInto && parts.length === 0 && mergedHere.length === 0) return null;
  return (
    <>
      {parent ? (
        <Part title={t('parent')}>
          <Go href={casePath(parent.id)}>{parent.number}</Go>
        </Part>
      ) : null}
      {mergedInto ? (
        <Part title={t('merged')}>
          <Go href={casePath(mergedInto.id)}>{mergedInto.number}</Go>
        </Part>
      ) : null}
      {parts.length > 0 ? (
        <Part title={t('parts')}>
          <ul className="cs-near">
            {parts.map((part) => (
              <li key={part.id}>
                <Go href={casePath(part.id)}>{part.number}</Go>
                <span className="cs-cut">{part.unitName}</span>
                <CaseState state={part.state} />
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      {mergedHere.length > 0 ? (
        <Part title={t('mergedHere')}>
          <p className="cs-links">
            {mergedHere.map((each) => (
              <Go key={each.id} href={casePath(each.id)}>
                {each.number}
              </Go>
            ))}
          </p>
        </Part>
      ) : null}
    </>
  );
}
