import { Button, Switch } from 'antd';
import { useState } from 'react';
import { roles } from '../../../kernel/actor.ts';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { switchLetters, useLetters } from '../../../ui/keys.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useOperation } from '../../../ui/query.ts';
import { Part } from '../../../ui/RecordLayout.tsx';
import { say } from '../../../ui/SaidLine.tsx';
import { Asked } from '../../../ui/States.tsx';
import { me as meOperation } from '../api.ts';
import { ChangePassword } from './ChangePassword.tsx';
import { Sessions } from './Sessions.tsx';
import { signInTexts } from './text.ts';
import { TwoFactorPart } from './TwoFactorPart.tsx';
import { useJoining } from '../../../ui/joining.ts';

/** The own account: posts, password, second factor, sessions, keys. */
export function AccountPage() {
  const t = useTexts(signInTexts);
  const me = useOperation(meOperation, {});
  return (
    <>
      <PageHead title={t('account')} note={me.data?.userName} />
      <div className="tc-page">
        <div className="tc-body tc-narrow-body">
          <Asked of={me}>{me.data ? <Account me={me.data} /> : null}</Asked>
        </div>
      </div>
    </>
  );
}

function Account({ me }: { readonly me: AnswerOf<typeof meOperation> }) {
  const t = useTexts(signInTexts);
  const word = useWord();
  const join = useJoining();
  const letters = useLetters();
  const [changing, setChanging] = useState(false);
  const held = (post: (typeof me.posts)[number]) => `${post.unitName} ${word(roles[post.role])}`;
  return (
    <>
      <Part title={t('posts')}>
        {me.posts.length === 0 ? <p>{t('noPosts')}</p> : null}
        <ul className="tc-lines">
          {me.posts.map((post) => (
            <li key={post.postId}>
              <span>{post.deputy ? join.aside(held(post), t('deputy')) : held(post)}</span>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('passwordPart')}>
        {changing ? (
          <ChangePassword
            me={me}
            onDone={(n) => {
              setChanging(false);
              say(t('changed', { n }));
            }}
          />
        ) : (
          <Button onClick={() => setChanging(true)}>{t('change')}</Button>
        )}
      </Part>
      <TwoFactorPart me={me} />
      <Sessions me={me} />
      <Part title={t('keysPart')}>
        <p className="tc-hint">{t('keysText')}</p>
        <Switch checked={letters} onChange={switchLetters} aria-label={t('keysOn')} />
      </Part>
    </>
  );
}
