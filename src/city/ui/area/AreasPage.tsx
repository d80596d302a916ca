import { Button } from 'antd';
import { useState } from 'react';
import { SheetExchange } from '../../../platform/sheets/ui/SheetExchange.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { ChoiceFilter, FindFilter, YesFilter } from '../../../ui/filters.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import type { Column } from '../../../ui/list.ts';
import { ListView } from '../../../ui/ListView.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { usePages } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { useSession } from '../../../ui/session.ts';
import { Empty } from '../../../ui/States.tsx';
import { StateTag } from '../../../ui/StateTag.tsx';
import { areasList } from '../../api.ts';
import { type AreaKind, areaKinds } from '../../schema.ts';
import type { AreaRow } from '../answers.ts';
import { areaTexts } from '../area-text.ts';
import { AreaAddForm } from './AreaEditForm.tsx';
import { BordersImport } from './BordersImport.tsx';

const isKind = (text: string | undefined): text is AreaKind => text !== undefined && text in areaKinds;

/** Areas and their borders, for who keeps them. */
export function AreasPage() {
  const t = useTexts(areaTexts);
  const session = useSession();
  const { query } = usePlace();
  const [form, setForm] = useState<'add' | 'import' | null>(null);
  const pages = usePages(areasList, {
    q: query.q,
    kind: isKind(query.kind) ? query.kind : undefined,
    ended: query.ended === 'yes' ? 'true' : 'false',
  });
  const columns = useAreaColumns();
  const manages = session.may('city.manageAreas');
  const done = (words: string) => {
    setForm(null);
    say(words);
  };
  return (
    <>
      <PageHead title={t('areas')}>
        {manages ? <Button onClick={() => setForm('add')}>{t('areaAdd')}</Button> : null}
        {manages ? <Button onClick={() => setForm('import')}>{t('importBorders')}</Button> : null}
        <SheetExchange name="areas" />
      </PageHead>
      <search className="tc-filters">
        <FindFilter of="q" label={t('find')} />
        <ChoiceFilter of="kind" label={t('kind')} choices={areaKinds} />
        <YesFilter of="ended" label={t('showEnded')} />
      </search>
      <ListView
        name="areas"
        label={t('areas')}
        pages={pages}
        columns={columns}
        rowKey={(area) => area.id}
        rowName={(area) => area.name}
        href={(area) => `/work/areas/${area.id}`}
        empty={<Empty title={t('areasEmpty')} hint={t('areasEmptyHint')} />}
      />
      <Dialog open={form !== null} title={t(form === 'import' ? 'importBorders' : 'areaAdd')} onClose={() => setForm(null)} width={600}>
        {form === 'add' ? <AreaAddForm onDone={done} /> : null}
        {form === 'import' ? <BordersImport onDone={done} /> : null}
      </Dialog>
    </>
  );
}

function useAreaColumns(): readonly Column<AreaRow>[] {
  const t = useTexts(areaTexts);
  const word = useWord();
  return [
    { key: 'name', title: t('name'), show: (area) => area.name },
    { key: 'kind', title: t('kind'), show: (area) => word(areaKinds[area.kind]) },
    { key: 'code', title: t('code'), show: (area) => area.code },
    {
      key: 'border',
      title: t('border'),
      show: (area) =>
        area.hasPolygon ? (
          t('hasBorder')
        ) : (
          <StateTag tone="warn" icon="dash">
            {t('noBorder')}
          </StateTag>
        ),
    },
    { key: 'state', title: '', show: (area) => (area.endedOn ? t('endedOn', { day: area.endedOn }) : null), narrow: 'side' },
  ];
}
