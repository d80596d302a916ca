import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { SheetExchange } from '../../../platform/sheets/ui/SheetExchange.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Go } from '../../../ui/Go.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import type { Column } from '../../../ui/list.ts';
import { ListView } from '../../../ui/ListView.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useOperation, usePages } from '../../../ui/query.ts';
import { useSession } from '../../../ui/session.ts';
import { Empty } from '../../../ui/States.tsx';
import { UnitPicker } from '../../../ui/pickers.tsx';
import { listCategories, listDutyRules } from '../../api/settings.ts';
import type { DutyRow } from '../answers.ts';
import '../cases.css';
import './settings.css';
import { CategoryPicker } from '../pickers.tsx';
import { casePath } from '../places.ts';
import { caseTexts } from '../text.ts';
import { settingsTexts } from '../text/settings.ts';
import { DryRun } from './DryRun.tsx';
import { DutyForm } from './DutyForm.tsx';
import { useJoining } from '../../../ui/joining.ts';

/** Which kind, where, led by whom; what the dispatch desk suggests by. */
export function DutyListPage() {
  const t = useTexts(settingsTexts);
  const c = useTexts(caseTexts);
  const { query, setQuery } = usePlace();
  const session = useSession();
  const mayEdit = session.may('cases.settings');
  const pages = usePages(listDutyRules, { category: query.category, unit: query.unit });
  const [open, setOpen] = useState<DutyRow | 'new' | null>(null);
  const columns = useDutyColumns(mayEdit ? setOpen : undefined);
  const filtered = Boolean(query.category || query.unit);
  return (
    <div className="cs-page">
      <PageHead title={t('duty')} note={t('dutyNote')}>
        <SheetExchange name="duty-rules" />
        {mayEdit ? (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setOpen('new')}>
            {t('dutyAdd')}
          </Button>
        ) : null}
      </PageHead>
      <DryRun />
      <search className="cs-filters">
        <CategoryPicker
          classes
          clearable
          label={c('category')}
          value={query.category}
          onChange={(category) => setQuery({ category: category ?? undefined })}
        />
        <UnitPicker label={c('unit')} value={query.unit} onChange={(unit) => setQuery({ unit: unit ?? undefined })} />
      </search>
      <ListView
        name="duties"
        label={t('duty')}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => `${row.article} ${row.text}`}
        empty={<Empty title={t(filtered ? 'dutyNoMatch' : 'dutyNone')} hint={filtered ? undefined : t('dutyNoneHint')} />}
      />
      <Dialog
        open={open !== null}
        title={open === 'new' || open === null ? t('dutyAdd') : t('dutyEdit', { article: open.article })}
        onClose={() => setOpen(null)}
        width={640}
      >
        {open ? <DutyForm key={open === 'new' ? 'new' : open.id} rule={open === 'new' ? null : open} close={() => setOpen(null)} /> : null}
      </Dialog>
    </div>
  );
}

const leads = { district: 'leadDistrict', street: 'leadStreet', community: 'leadCommunity' } as const;

function useDutyColumns(edit: ((rule: DutyRow) => void) | undefined): readonly Column<DutyRow>[] {
  const t = useTexts(settingsTexts);
  const join = useJoining();
  const c = useTexts(caseTexts);
  const word = useWord();
  const { data } = useOperation(listCategories, { all: 'true' });
  const categories = useMemo(() => new Map((data?.items ?? []).map((item) => [item.code, item])), [data]);
  const kindOf = ({ category, answerTo, answers }: DutyRow): string => {
    const known = categories.get(category);
    const values = known?.attributes.find(({ code }) => code === answerTo)?.values ?? [];
    const only = values.filter(({ key }) => answers.includes(key)).map(({ name }) => word(name));
    const kind = word(known?.name ?? { zh: category, en: category });
    return only.length > 0 ? t('dutyOnly', { kind, answers: join.names(only) }) : kind;
  };
  return [
    {
      key: 'article',
      title: t('article'),
      show: (row) =>
        edit ? (
          <button type="button" className="tc-link" onClick={() => edit(row)}>
            {row.article}
          </button>
        ) : (
          row.article
        ),
    },
    { key: 'text', title: t('dutyText'), wide: true, narrow: 'main', show: (row) => row.text },
    { key: 'category', title: c('category'), show: kindOf },
    { key: 'area', title: t('dutyWhere'), show: (row) => row.area?.name ?? t('everywhere') },
    { key: 'lead', title: t('dutyLead'), narrow: 'side', show: (row) => ('unit' in row.lead ? row.lead.unit.name : t(leads[row.lead.by])) },
    { key: 'joint', title: t('dutyJoint'), show: (row) => join.names(row.joint.map((unit) => unit.name)) },
    {
      key: 'from',
      title: t('fromRuling'),
      show: (row) =>
        row.active ? (
          row.fromCase ? (
            <Go href={casePath(row.fromCase.id)}>{row.fromCase.number}</Go>
          ) : null
        ) : (
          <small className="cs-mark">{t('inactive')}</small>
        ),
    },
    { key: 'past', title: t('past'), right: true, show: (row) => t('pastOf', { got: row.past.got, returned: row.past.returned }) },
  ];
}
