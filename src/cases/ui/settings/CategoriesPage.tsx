import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { SheetExchange } from '../../../platform/sheets/ui/SheetExchange.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useOperation } from '../../../ui/query.ts';
import { useSession } from '../../../ui/session.ts';
import { Asked, Empty } from '../../../ui/States.tsx';
import { listCategories } from '../../api/settings.ts';
import { limitUnits } from '../../schema/words.ts';
import type { CategoryRow } from '../answers.ts';
import '../cases.css';
import './settings.css';
import { caseTexts } from '../text.ts';
import { settingsTexts } from '../text/settings.ts';
import { CategoryForm } from './CategoryForm.tsx';
import { PresetNews } from './PresetNews.tsx';

/** What can be reported: classes and their categories, each with its limit, questions and what counts as done. */
export function CategoriesPage() {
  const t = useTexts(settingsTexts);
  const word = useWord();
  const session = useSession();
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<CategoryRow | 'new' | null>(null);
  const asked = useOperation(listCategories, all ? { all: 'true' } : {});
  const items = asked.data?.items ?? [];
  const mayEdit = session.may('cases.settings');
  return (
    <div className="cs-page">
      <PageHead title={t('categories')} note={t('categoriesNote')}>
        <Checkbox checked={all} onChange={({ target }) => setAll(target.checked)}>
          {t('showAll')}
        </Checkbox>
        <SheetExchange name="case-categories" />
        {mayEdit ? <PresetNews /> : null}
        {mayEdit ? (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setOpen('new')}>
            {t('categoryAdd')}
          </Button>
        ) : null}
      </PageHead>
      <div className="cs-scroll">
        <Asked of={asked}>
          {items.length === 0 ? (
            <Empty title={t('categoryNone')} hint={t('categoryNoneHint')} />
          ) : (
            <CategoryTable items={items} edit={mayEdit ? setOpen : undefined} />
          )}
        </Asked>
      </div>
      <Dialog
        open={open !== null}
        title={open === 'new' || open === null ? t('categoryAdd') : t('categoryEdit', { name: word(open.name) })}
        onClose={() => setOpen(null)}
        width={720}
      >
        {open ? (
          <CategoryForm
            key={open === 'new' ? 'new' : open.code}
            category={open === 'new' ? null : open}
            classes={items.filter((item) => item.classCode === null)}
            close={() => setOpen(null)}
          />
        ) : null}
      </Dialog>
    </div>
  );
}

function CategoryTable({
  items,
  edit,
}: {
  readonly items: readonly CategoryRow[];
  readonly edit: ((category: CategoryRow) => void) | undefined;
}) {
  const t = useTexts(settingsTexts);
  const word = useWord();
  const classes = items.filter((item) => item.classCode === null);
  return (
    <table className="tc-table tc-stacks">
      <thead>
        <tr>
          <th scope="col">{t('code')}</th>
          <th scope="col">{t('categories')}</th>
          <th scope="col">{t('kind')}</th>
          <th scope="col" className="tc-right">
            {t('handlingLimit')}
          </th>
          <th scope="col" className="tc-right">
            {t('photosNeeded')}
          </th>
          <th scope="col">{t('attributes')}</th>
          <th scope="col">{t('source')}</th>
        </tr>
      </thead>
      {classes.map((head) => (
        <tbody key={head.code}>
          <CategoryLine row={head} edit={edit} head />
          {items
            .filter((item) => item.classCode === head.code)
            .map((row) => (
              <CategoryLine key={row.code} row={row} edit={edit} />
            ))}
        </tbody>
      ))}
      <caption className="tc-unseen">{word({ zh: t('categories'), en: t('categories') })}</caption>
    </table>
  );
}

function CategoryLine({
  row,
  edit,
  head = false,
}: {
  readonly row: CategoryRow;
  readonly edit: ((category: CategoryRow) => void) | undefined;
  readonly head?: boolean;
}) {
  const t = useTexts(settingsTexts);
  const c = useTexts(caseTexts);
  const word = useWord();
  const { handling } = row.limits;
  const name = word(row.name);
  return (
    <tr className={head ? 'cs-class' : undefined}>
      <td>{row.code}</td>
      <td>
        {edit ? (
          <button type="button" className="tc-link" onClick={() => edit(row)}>
            {name}
          </button>
        ) : (
          name
        )}{' '}
        {row.urgent ? <small className="cs-mark">{c('urgent')}</small> : null}
        {row.active ? null : <small className="cs-mark">{t('inactive')}</small>}
      </td>
      <td data-name={t('kind')}>{head ? '' : t(row.kind)}</td>
      <td className="tc-right" data-name={t('handlingLimit')}>
        {head ? '' : c('limitWords', { n: handling.amount, unit: word(limitUnits[handling.unit]) })}
      </td>
      <td className="tc-right" data-name={t('photosNeeded')}>
        {head ? '' : row.photosNeeded}
      </td>
      <td data-name={t('attributes')}>{row.attributes.length > 0 ? t('attributesNote', { n: row.attributes.length }) : ''}</td>
      <td data-name={t('source')}>
        {row.provisional ? <small className="cs-mark">{t('provisional')}</small> : null}{' '}
        <span className="cs-quiet cs-cut" title={row.source}>
          {row.source}
        </span>
      </td>
    </tr>
  );
}
