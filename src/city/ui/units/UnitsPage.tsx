import { Button } from 'antd';
import { useState } from 'react';
import { SheetExchange } from '../../../platform/sheets/ui/SheetExchange.tsx';
import { ColumnChooser } from '../../../ui/ColumnChooser.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Figure } from '../../../ui/Figure.tsx';
import { ChoiceFilter, FindFilter, YesFilter } from '../../../ui/filters.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import type { Column } from '../../../ui/list.ts';
import { ListView, useListColumns } from '../../../ui/ListView.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useOperation } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { useSession } from '../../../ui/session.ts';
import { Empty } from '../../../ui/States.tsx';
import { StateTag } from '../../../ui/StateTag.tsx';
import { unitsList } from '../../api.ts';
import { type UnitKind, unitKinds } from '../../schema.ts';
import type { UnitRow } from '../answers.ts';
import { cityTexts } from '../text.ts';
import { UnitAddForm } from './UnitForm.tsx';

const isKind = (text: string | undefined): text is UnitKind => text !== undefined && text in unitKinds;

/** The city's units as one tree in a list; some hundreds at most, so all of them at once. */
export function UnitsPage() {
  const t = useTexts(cityTexts);
  const session = useSession();
  const { query } = usePlace();
  const [adding, setAdding] = useState(false);
  const units = useOperation(unitsList, {
    q: query.q,
    kind: isKind(query.kind) ? query.kind : undefined,
    ended: query.ended === 'yes' ? 'true' : 'false',
  });
  const items = units.data?.items ?? [];
  const plain = Boolean(query.q || query.kind);
  const columns = useUnitColumns(plain);
  const { shown, chooser } = useListColumns('units', columns);
  const pages = {
    items,
    loading: units.loading,
    problem: units.problem,
    again: units.again,
    refreshing: units.refreshing,
    more: undefined,
    loadingMore: false,
  };
  return (
    <>
      <PageHead title={t('units')} note={units.data ? t('unitsNote', { n: items.filter((unit) => unit.active).length }) : undefined}>
        {session.may('city.manageUnits') ? <Button onClick={() => setAdding(true)}>{t('unitAdd')}</Button> : null}
        <SheetExchange name="units" />
        <ColumnChooser {...chooser} />
      </PageHead>
      <search className="tc-filters">
        <FindFilter of="q" label={t('find')} />
        <ChoiceFilter of="kind" label={t('kind')} choices={unitKinds} />
        <YesFilter of="ended" label={t('showEnded')} />
      </search>
      <ListView
        name="units"
        label={t('units')}
        pages={pages}
        columns={columns}
        shown={shown}
        rowKey={(unit) => unit.id}
        rowName={(unit) => unit.name}
        href={(unit) => `/work/units/${unit.id}`}
        empty={<Empty title={t('unitsEmpty')} hint={t('unitsEmptyHint')} />}
      />
      <Dialog open={adding} title={t('unitAdd')} onClose={() => setAdding(false)} width={600}>
        {adding ? (
          <UnitAddForm
            onDone={(words) => {
              setAdding(false);
              say(words);
            }}
          />
        ) : null}
      </Dialog>
    </>
  );
}

/** Steps of the tree are drawn while the whole tree is shown; a search gives a plain list. */
function useUnitColumns(plain: boolean): readonly Column<UnitRow>[] {
  const t = useTexts(cityTexts);
  const word = useWord();
  const depth = (unit: UnitRow) => (plain ? 0 : unit.path.split('/').length - 1);
  return [
    { key: 'name', title: t('name'), show: (unit) => <span style={{ paddingLeft: depth(unit) * 20 }}>{unit.name}</span> },
    { key: 'kind', title: t('kind'), show: (unit) => word(unitKinds[unit.kind]) },
    { key: 'code', title: t('code'), show: (unit) => unit.code },
    { key: 'area', title: t('unitArea'), show: (unit) => unit.areaName ?? '' },
    { key: 'phone', title: t('phone'), show: (unit) => unit.phone ?? '' },
    {
      key: 'people',
      title: t('unitPeople'),
      show: (unit) => (unit.people > 0 ? <Figure href={`/work/people?unit=${unit.id}`}>{unit.people}</Figure> : 0),
      right: true,
    },
    { key: 'key', title: t('keyUnit'), show: (unit) => (unit.keyUnit ? '✓' : ''), extra: true },
    {
      key: 'state',
      title: '',
      show: (unit) =>
        unit.active ? null : (
          <StateTag tone="calm" icon="dash">
            {t('ended')}
          </StateTag>
        ),
      narrow: 'side',
    },
  ];
}
