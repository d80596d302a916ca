import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { roles } from '../../../kernel/actor.ts';
import { useDates } from '../../../ui/dates.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Go } from '../../../ui/Go.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { say } from '../../../ui/SaidLine.tsx';
import { useSession } from '../../../ui/session.ts';
import type { PostRow } from '../answers.ts';
import { cityTexts } from '../text.ts';
import { DeputyForm, PostEditForm, PostEndForm } from './PostActs.tsx';
import { useJoining } from '../../../ui/joining.ts';

interface PostLinesProps {
  readonly posts: readonly PostRow[];
  /** Whose page shows them: the other side is named. */
  readonly of: 'unit' | 'person';
}

/** Posts with their period, and what may be done with each. */
export function PostLines({ posts, of }: PostLinesProps) {
  const session = useSession();
  return (
    <ul className="tc-lines">
      {posts.map((post) => (
        <li key={post.id}>
          <PostWords post={post} of={of} />
          {session.may('city.assignPosts') && post.person.id !== session.personId ? <PostActs post={post} /> : null}
        </li>
      ))}
    </ul>
  );
}

function PostWords({ post, of }: { readonly post: PostRow; readonly of: 'unit' | 'person' }) {
  const t = useTexts(cityTexts);
  const word = useWord();
  const join = useJoining();
  const { longDay } = useDates();
  const title = post.title || word(roles[post.role]);
  const notes = [
    ...(post.title ? [word(roles[post.role])] : []),
    ...(post.area ? [post.area.name] : []),
    ...(post.deputyFor ? [t('deputyFor', { name: post.deputyFor.person.name })] : []),
    `${longDay(post.validFrom)}–${post.validTo ? longDay(post.validTo) : t('open')}`,
  ];
  return (
    <span>
      {of === 'unit' ? (
        <Go href={`/work/people/${post.person.id}`}>{post.person.name}</Go>
      ) : (
        <Go href={`/work/units/${post.unit.id}`}>{post.unit.name}</Go>
      )}{' '}
      {title} <span className="tc-hint">{join.parts(notes)}</span>
    </span>
  );
}

type Form = 'edit' | 'end' | 'deputy';
const titles = { edit: 'postEdit', end: 'postEnd', deputy: 'deputise' } as const;

function PostActs({ post }: { readonly post: PostRow }) {
  const t = useTexts(cityTexts);
  const join = useJoining();
  const [form, setForm] = useState<Form | null>(null);
  const forms: readonly Form[] = post.deputyFor ? ['edit', 'end'] : ['deputy', 'edit', 'end'];
  const done = (words: string) => {
    setForm(null);
    say(words);
  };
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: forms.map((each) => ({ key: each, label: t(titles[each]) })),
          onClick: ({ key }) => setForm(forms.find((each) => each === key) ?? null),
        }}
      >
        <Button size="small" aria-label={join.about(post.person.name, t('post'))}>
          <Icon name="down" />
        </Button>
      </Dropdown>
      <Dialog open={form !== null} title={form ? join.about(post.person.name, t(titles[form])) : ''} onClose={() => setForm(null)}>
        {form === 'edit' ? <PostEditForm post={post} onDone={done} /> : null}
        {form === 'end' ? <PostEndForm post={post} onDone={done} /> : null}
        {form === 'deputy' ? <DeputyForm post={post} onDone={done} /> : null}
      </Dialog>
    </>
  );
}
