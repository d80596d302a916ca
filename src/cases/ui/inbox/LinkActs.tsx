import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { ActForm } from '../../../ui/ActForm.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { ProblemLine } from '../../../ui/States.tsx';
import { acceptByLink, handleByLink, returnByLink } from '../../api/public.ts';
import { caseStates } from '../../schema/words.ts';
import { usePhotoField, WordsField } from '../acts/fields.tsx';
import { ReasonFields } from '../acts/reasons.tsx';
import type { LinkAnswer } from '../answers.ts';
import { caseTexts } from '../text.ts';
import { actTexts } from '../text/acts.ts';
import { inboxTexts } from '../text/inbox.ts';

interface LinkActsProps {
  readonly view: LinkAnswer;
  readonly token: string;
  readonly done: (words: string, view: LinkAnswer) => void;
}

/** Accept, give back or hand in by a phone link; the forms open in place. */
export function LinkActs(props: LinkActsProps) {
  const { view, token, done } = props;
  const t = useTexts(inboxTexts);
  const a = useTexts(actTexts);
  const word = useWord();
  const accept = useAct(acceptByLink);
  const [open, setOpen] = useState<'handle' | 'return' | null>(null);
  const run = async () => {
    const answered = await accept.run({ token, version: view.version });
    if (answered) done(t('linkAccepted'), answered.answer);
  };
  if (!view.canAccept && !view.canHandle && !view.canReturn) return <p>{t('linkNothing', { state: word(caseStates[view.state]) })}</p>;
  const close = () => setOpen(null);
  if (open === 'handle') return <HandIn {...props} close={close} />;
  if (open === 'return') return <GiveBack {...props} close={close} />;
  return (
    <div className="cs-link-acts">
      {accept.problem ? <ProblemLine problem={accept.problem} /> : null}
      {view.canAccept ? (
        <Button type="primary" size="large" block loading={accept.busy} onClick={() => void run()}>
          {a('doAccept')}
        </Button>
      ) : null}
      <Button type={view.canAccept ? 'default' : 'primary'} size="large" block disabled={!view.canHandle} onClick={() => setOpen('handle')}>
        {a('doHandle')}
      </Button>
      <Button size="large" block disabled={!view.canReturn} onClick={() => setOpen('return')}>
        {a('doReturn')}
      </Button>
      {view.canHandle ? null : <p className="cs-quiet">{t('acceptFirst')}</p>}
    </div>
  );
}

type Inner = LinkActsProps & { readonly close: () => void };

function Foot({
  send,
  busy,
  wait,
  close,
}: {
  readonly send: string;
  readonly busy: boolean;
  readonly wait: string | null;
  readonly close: () => void;
}): ReactNode {
  const c = useTexts(caseTexts);
  return (
    <div className="cs-link-acts">
      {wait ? <p className="cs-quiet">{wait}</p> : null}
      <Button type="primary" size="large" block htmlType="submit" loading={busy} disabled={Boolean(wait)}>
        {send}
      </Button>
      <Button size="large" block onClick={close}>
        {c('cancel')}
      </Button>
    </div>
  );
}

function HandIn({ view, token, done, close }: Inner) {
  const t = useTexts(inboxTexts);
  const a = useTexts(actTexts);
  const act = useAct(handleByLink);
  const photos = usePhotoField('link');
  return (
    <ActForm<typeof handleByLink, { note: string; photos?: string[] }>
      act={act}
      draft={`link.handle.${view.number}`}
      toInput={(values) => ({ token, version: view.version, ...values })}
      onDone={(next) => done(t('linkHandled'), next)}
    >
      <WordsField name="note" label={a('handleNote')} />
      {photos.field(view.photosNeeded > 0 ? a('photosNeeded', { n: view.photosNeeded }) : undefined)}
      <Foot send={a('handleSend')} busy={act.busy} wait={photos.wait} close={close} />
    </ActForm>
  );
}

function GiveBack({ view, token, done, close }: Inner) {
  const t = useTexts(inboxTexts);
  const a = useTexts(actTexts);
  const act = useAct(returnByLink);
  const photos = usePhotoField('link');
  return (
    <ActForm<typeof returnByLink, { reason: string; note?: string; photos?: string[] }>
      act={act}
      draft={`link.return.${view.number}`}
      toInput={(values) => ({ token, version: view.version, ...values })}
      onDone={(next) => done(t('linkReturned'), next)}
    >
      <ReasonFields offered={view.returnReasons} label={a('returnReason')} hint={a('returnHint')} noteLabel={a('returnNote')} />
      {photos.field()}
      <Foot send={a('returnSend')} busy={act.busy} wait={photos.wait} close={close} />
    </ActForm>
  );
}
