import { useState } from 'react';
import { ActButton } from '../../../ui/ActButton.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Go } from '../../../ui/Go.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useKeys } from '../../../ui/keys.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useAct, useOperation } from '../../../ui/query.ts';
import { Part, RecordLayout } from '../../../ui/RecordLayout.tsx';
import { say } from '../../../ui/SaidLine.tsx';
import { useSession } from '../../../ui/session.ts';
import { Asked } from '../../../ui/States.tsx';
import { uiTexts } from '../../../ui/text.ts';
import { unitEnd, unitGet } from '../../api.ts';
import { unitKinds } from '../../schema.ts';
import type { UnitFull } from '../answers.ts';
import { EndForm } from '../EndForm.tsx';
import { PostForm } from '../people/PostForm.tsx';
import { PostLines } from '../people/PostLines.tsx';
import { cityTexts } from '../text.ts';
import { UnitEditForm } from './UnitForm.tsx';
import { useJoining } from '../../../ui/joining.ts';

/** One unit: what it is, and who holds which post there. */
export function UnitPage() {
  const t = useTexts(cityTexts);
  const place = usePlace();
  const unit = useOperation(unitGet, { unitId: place.param('unitId') }, { fresh: true });
  if (unit.data) return <Shown unit={unit.data} />;
  return (
    <>
      <PageHead title={t('unit')} />
      <Asked of={unit}>{null}</Asked>
    </>
  );
}

function Shown({ unit }: { readonly unit: UnitFull }) {
  const t = useTexts(cityTexts);
  const join = useJoining();
  const ui = useTexts(uiTexts);
  const word = useWord();
  const place = usePlace();
  const session = useSession();
  const [form, setForm] = useState<'edit' | 'end' | 'post' | null>(null);
  const manages = session.may('city.manageUnits') && unit.active;
  useKeys([{ key: 'Escape', words: ui('keyBack'), run: place.back }]);
  const done = (words: string) => {
    setForm(null);
    say(words);
  };
  const titles = { edit: 'unitEdit', end: 'unitEnd', post: 'postGive' } as const;
  return (
    <RecordLayout
      head={
        <PageHead
          title={unit.name}
          note={word(unitKinds[unit.kind])}
          path={[
            { name: t('units'), href: '/work/units' },
            ...unit.parents.slice(-1).map((parent) => ({ name: parent.name, href: `/work/units/${parent.id}` })),
          ]}
        />
      }
      decisionLabel={t('unit')}
      decision={
        <>
          <UnitFacts unit={unit} />
          {manages ? (
            <div className="tc-acts tc-part">
              <ActButton onClick={() => setForm('edit')}>{t('unitEdit')}</ActButton>
              <ActButton onClick={() => setForm('end')}>{t('unitEnd')}</ActButton>
            </div>
          ) : null}
        </>
      }
    >
      <Part
        title={t('unitPosts')}
        extra={
          session.may('city.assignPosts') && unit.active ? (
            <ActButton size="small" onClick={() => setForm('post')}>
              {t('postGive')}
            </ActButton>
          ) : null
        }
      >
        {unit.posts.length === 0 ? <p className="tc-hint">{t('unitNoPosts')}</p> : <PostLines posts={unit.posts} of="unit" />}
      </Part>
      <Dialog open={form !== null} title={form ? join.about(unit.name, t(titles[form])) : ''} onClose={() => setForm(null)} width={600}>
        {form === 'edit' ? <UnitEditForm unit={unit} onDone={done} /> : null}
        {form === 'end' ? <UnitEndForm unit={unit} onDone={done} /> : null}
        {form === 'post' ? <PostForm unit={unit} onDone={done} /> : null}
      </Dialog>
    </RecordLayout>
  );
}

function UnitFacts({ unit }: { readonly unit: UnitFull }) {
  const t = useTexts(cityTexts);
  return (
    <dl className="tc-facts">
      <dt>{t('shortName')}</dt>
      <dd>{unit.shortName}</dd>
      <dt>{t('code')}</dt>
      <dd>{unit.code}</dd>
      <dt>{t('unitArea')}</dt>
      <dd>{unit.area ? <Go href={`/work/areas?under=${unit.area.id}`}>{unit.area.name}</Go> : t('wholeCity')}</dd>
      <dt>{t('phone')}</dt>
      <dd>{unit.phone ?? '—'}</dd>
      {unit.keyUnit ? (
        <>
          <dt>{t('keyUnit')}</dt>
          <dd>✓</dd>
        </>
      ) : null}
      {unit.endedOn ? (
        <>
          <dt>{t('ended')}</dt>
          <dd>{unit.endedOn}</dd>
        </>
      ) : null}
    </dl>
  );
}

function UnitEndForm({ unit, onDone }: { readonly unit: UnitFull; readonly onDone: (words: string) => void }) {
  const t = useTexts(cityTexts);
  const act = useAct(unitEnd);
  const bound = { ...act, run: (input: { endedOn?: string }) => act.run({ unitId: unit.id, revision: unit.revision, ...input }) };
  return <EndForm act={bound} hint={t('unitEndHint')} words={t('unitEnd')} onDone={() => onDone(t('unitEnded', { name: unit.name }))} />;
}
