import { Button } from 'antd';
import { useState } from 'react';
import { type Role, roles } from '../../../kernel/actor.ts';
import { SheetExchange } from '../../../platform/sheets/ui/SheetExchange.tsx';
import { ColumnChooser } from '../../../ui/ColumnChooser.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { ChoiceFilter, FindFilter, PickFilter, YesFilter } from '../../../ui/filters.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import type { Column } from '../../../ui/list.ts';
import { ListView, useListColumns } from '../../../ui/ListView.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useOperation, usePages } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { useSession } from '../../../ui/session.ts';
import { Empty } from '../../../ui/States.tsx';
import { StateTag } from '../../../ui/StateTag.tsx';
import { unitGet } from '../../api.ts';
import { peopleList } from '../../api/people.ts';
import type { PersonRow } from '../answers.ts';
import { UnitPicker } from '../pickers.tsx';
import { cityTexts } from '../text.ts';
import { PersonAddForm } from './PersonForm.tsx';
import { useJoining } from '../../../ui/joining.ts';

const peopleSheets = ['people', 'posts'] as const;
const isRole = (text: string | undefined): text is Role => text !== undefined && text in roles;

/** People with their posts. */
export function PeoplePage() {
  const t = useTexts(cityTexts);
  const session = useSession();
  const { query } = usePlace();
  const [adding, setAdding] = useState(false);
  const pages = usePages(peopleList, {
    q: query.q,
    unitId: query.unit,
    role: isRole(query.role) ? query.role : undefined,
    ended: query.ended === 'yes' ? 'true' : 'false',
  });
  const columns = usePersonColumns();
  const { shown, chooser } = useListColumns('people', columns);
  return (
    <>
      <PageHead title={t('people')}>
        {session.may('city.managePeople') ? <Button onClick={() => setAdding(true)}>{t('personAdd')}</Button> : null}
        <SheetExchange name={peopleSheets} />
        <ColumnChooser {...chooser} />
      </PageHead>
      <Filters />
      <ListView
        name="people"
        label={t('people')}
        pages={pages}
        columns={columns}
        shown={shown}
        rowKey={(person) => person.id}
        rowName={(person) => person.name}
        href={(person) => `/work/people/${person.id}`}
        empty={<Empty title={t('peopleEmpty')} hint={t('peopleEmptyHint')} />}
      />
      <Dialog open={adding} title={t('personAdd')} onClose={() => setAdding(false)}>
        {adding ? (
          <PersonAddForm
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

function Filters() {
  const t = useTexts(cityTexts);
  const { query } = usePlace();
  const unit = useOperation(unitGet, { unitId: query.unit ?? '' }, { enabled: Boolean(query.unit), fresh: true });
  return (
    <search className="tc-filters">
      <FindFilter of="q" label={t('findPerson')} />
      <PickFilter
        of="unit"
        label={t('unit')}
        picker={UnitPicker}
        known={unit.data ? { value: unit.data.id, label: unit.data.name } : null}
      />
      <ChoiceFilter of="role" label={t('role')} choices={roles} />
      <YesFilter of="ended" label={t('showEnded')} />
    </search>
  );
}

function usePersonColumns(): readonly Column<PersonRow>[] {
  const join = useJoining();
  const t = useTexts(cityTexts);
  const word = useWord();
  return [
    { key: 'name', title: t('personName'), show: (person) => person.name },
    {
      key: 'posts',
      title: t('posts'),
      show: (person) => join.parts(person.posts.map((post) => `${post.unit.shortName} ${post.title || word(roles[post.role])}`)),
      wide: true,
    },
    { key: 'phone', title: t('phone'), show: (person) => person.phone ?? '' },
    { key: 'account', title: t('account'), show: (person) => person.userName ?? <span className="tc-hint">{t('noAccount')}</span> },
    { key: 'code', title: t('code'), show: (person) => person.code, extra: true },
    { key: 'email', title: t('email'), show: (person) => person.email ?? '', extra: true },
    {
      key: 'state',
      title: '',
      show: (person) =>
        person.active ? null : (
          <StateTag tone="calm" icon="dash">
            {t('ended')}
          </StateTag>
        ),
      narrow: 'side',
    },
  ];
}
