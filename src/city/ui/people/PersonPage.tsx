import { useState } from 'react';
import { OpenAccount } from '../../../platform/identity/ui/OpenAccount.tsx';
import { ActButton } from '../../../ui/ActButton.tsx';
import { useDates } from '../../../ui/dates.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Go } from '../../../ui/Go.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useKeys } from '../../../ui/keys.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useAct, useOperation } from '../../../ui/query.ts';
import { Part, RecordLayout } from '../../../ui/RecordLayout.tsx';
import { say } from '../../../ui/SaidLine.tsx';
import { useSession } from '../../../ui/session.ts';
import { Asked } from '../../../ui/States.tsx';
import { uiTexts } from '../../../ui/text.ts';
import { personEnd, personGet } from '../../api/people.ts';
import type { PersonFull } from '../answers.ts';
import { EndForm } from '../EndForm.tsx';
import { cityTexts } from '../text.ts';
import { PersonEditForm } from './PersonForm.tsx';
import { PostForm } from './PostForm.tsx';
import { PostLines } from './PostLines.tsx';
import { TransferAllForm } from './TransferAllForm.tsx';
import { useJoining } from '../../../ui/joining.ts';

/** One person: posts, duties, account. */
export function PersonPage() {
  const t = useTexts(cityTexts);
  const place = usePlace();
  const person = useOperation(personGet, { personId: place.param('personId') }, { fresh: true });
  if (person.data) return <Shown person={person.data} />;
  return (
    <>
      <PageHead title={t('person')} />
      <Asked of={person}>{null}</Asked>
    </>
  );
}

type Form = 'edit' | 'end' | 'post' | 'account' | 'transfer';
const titles = { edit: 'personEdit', end: 'personEnd', post: 'postGive', account: 'openAccount', transfer: 'dutiesTransferAll' } as const;

function Shown({ person }: { readonly person: PersonFull }) {
  const t = useTexts(cityTexts);
  const join = useJoining();
  const ui = useTexts(uiTexts);
  const place = usePlace();
  const session = useSession();
  const [form, setForm] = useState<Form | null>(null);
  const close = () => setForm(null);
  const done = (words: string) => {
    close();
    say(words);
  };
  useKeys([{ key: 'Escape', words: ui('keyBack'), run: place.back }]);
  return (
    <RecordLayout
      head={
        <PageHead title={person.name} note={person.active ? undefined : t('ended')} path={[{ name: t('people'), href: '/work/people' }]} />
      }
      decisionLabel={t('person')}
      decision={<PersonSide person={person} open={setForm} />}
    >
      <Part
        title={t('posts')}
        extra={
          session.may('city.assignPosts') && person.active && person.id !== session.personId ? (
            <ActButton size="small" onClick={() => setForm('post')}>
              {t('postGive')}
            </ActButton>
          ) : null
        }
      >
        {person.posts.length === 0 ? <p className="tc-hint">{t('noPosts')}</p> : <PostLines posts={person.posts} of="person" />}
      </Part>
      <Duties
        person={person}
        transfer={session.may('city.assignDuties') && person.duties.some((duty) => duty.current) ? () => setForm('transfer') : undefined}
      />
      {person.formerPosts.length > 0 ? (
        <Part title={t('formerPosts')}>
          <PostLines posts={person.formerPosts} of="person" />
        </Part>
      ) : null}
      <Dialog open={form !== null} title={form ? join.about(person.name, t(titles[form])) : ''} onClose={close} width={600}>
        {form === 'edit' ? <PersonEditForm person={person} onDone={done} /> : null}
        {form === 'end' ? <PersonEndForm person={person} onDone={done} /> : null}
        {form === 'post' ? <PostForm person={person} onDone={done} /> : null}
        {form === 'account' ? <OpenAccount person={person} onDone={close} /> : null}
        {form === 'transfer' ? <TransferAllForm person={person} onDone={done} /> : null}
      </Dialog>
    </RecordLayout>
  );
}

function PersonSide({ person, open }: { readonly person: PersonFull; readonly open: (form: Form) => void }) {
  const t = useTexts(cityTexts);
  const session = useSession();
  const manages = session.may('city.managePeople') && person.active;
  return (
    <>
      <dl className="tc-facts">
        <dt>{t('phone')}</dt>
        <dd>{person.phone ?? '—'}</dd>
        <dt>{t('email')}</dt>
        <dd>{person.email ?? '—'}</dd>
        <dt>{t('code')}</dt>
        <dd>{person.code}</dd>
        <dt>{t('account')}</dt>
        <dd>{person.userName ?? t('noAccount')}</dd>
      </dl>
      <div className="tc-acts tc-part">
        {manages && !person.userName && session.may('identity.createAccounts') ? (
          <ActButton onClick={() => open('account')}>{t('openAccount')}</ActButton>
        ) : null}
        {manages ? <ActButton onClick={() => open('edit')}>{t('personEdit')}</ActButton> : null}
        {manages ? <ActButton onClick={() => open('end')}>{t('personEnd')}</ActButton> : null}
      </div>
    </>
  );
}

function Duties({ person, transfer }: { readonly person: PersonFull; readonly transfer: (() => void) | undefined }) {
  const t = useTexts(cityTexts);
  const { longDay } = useDates();
  return (
    <Part
      title={t('duties')}
      extra={
        transfer ? (
          <ActButton size="small" onClick={transfer}>
            {t('dutiesTransferAll')}
          </ActButton>
        ) : null
      }
    >
      {person.duties.length === 0 ? <p className="tc-hint">{t('noDuties')}</p> : null}
      <ul className="tc-lines">
        {person.duties.map((duty) => (
          <li key={duty.id}>
            <Go href={`/work/areas/${duty.area.id}`}>{duty.area.name}</Go>
            <span className="tc-hint">{`${longDay(duty.validFrom)}–${duty.validTo ? longDay(duty.validTo) : t('open')}`}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function PersonEndForm({ person, onDone }: { readonly person: PersonFull; readonly onDone: (words: string) => void }) {
  const t = useTexts(cityTexts);
  const act = useAct(personEnd);
  const bound = { ...act, run: (input: { endedOn?: string }) => act.run({ personId: person.id, revision: person.revision, ...input }) };
  return (
    <EndForm act={bound} hint={t('personEndHint')} words={t('personEnd')} onDone={() => onDone(t('personEnded', { name: person.name }))} />
  );
}
