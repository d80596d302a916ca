import type { ReactElement } from 'react';
import { FaultMessage } from '../../public/forms.tsx';
import { Icon } from '../../public/Icon.tsx';
import { Chinese, State, WithPhone } from '../../public/parts.tsx';
import { PublicPage } from '../../public/PublicPage.tsx';
import { useAround, useLocale, useTexts, useWord } from '../../public/site.ts';
import { frameTexts } from '../../public/text.ts';
import type { PublicCaseView } from '../schema/public.ts';
import { CaseState, isLate } from './marks.tsx';
import { CasePictures, type PictureAddress, Story, useNextSentence, WhyDeclined } from './story.tsx';
import { isOver, type TellModel } from './tell.ts';
import { TellMe } from './TellMe.tsx';
import { followTexts } from './text/follow.ts';
import { tellTexts } from './text/tell.ts';
import { nearbyTexts } from './text/list.ts';

/** Characters of an answer, and of what is not solved. */
export const MOST_SAID = 2000;

export interface FollowModel {
  readonly view: PublicCaseView;
  readonly now: Date;
  /** What was just done, to be said at the top. */
  readonly said: 'thanks' | 'thanksNot' | 'marked' | 'answered' | 'stopped' | { readonly refused: string } | null;
  /** The second step of "not solved", or of a mark. */
  readonly step: 'none' | 'whyNot' | 'whyNotMissing';
  /** Words that were too long to be taken: they come back to be shortened. */
  readonly tooLong?: { readonly field: 'words' | 'answer'; readonly text: string };
  readonly address: PictureAddress;
  /** Proves that the sender holds number and code. */
  readonly code: string;
  readonly tell: TellModel;
}

/** 查进度 with the code: the reporter's own view. What is asked of them after a press of a button stands first, where they look. */
export function FollowPage({ model }: { readonly model: FollowModel }): ReactElement {
  const { view, now } = model;
  const t = useTexts(followTexts);
  const tell = useTexts(tellTexts);
  const frame = useTexts(frameTexts);
  const { site } = useAround();
  const word = useWord();
  const locale = useLocale();
  const next = useNextSentence(view, now);
  const asking = mayAnswer(view) && model.step === 'none';
  return (
    <PublicPage section="/follow" back={{ href: '/', label: frame('home') }} bare={asking}>
      {model.said && (
        <p className={typeof model.said === 'string' ? 'note' : 'note warn'} role="status">
          {typeof model.said !== 'string' ? model.said.refused : model.said === 'stopped' ? tell('stopped') : t(model.said)}
        </p>
      )}
      <h1>
        <Chinese>{view.title}</Chinese>
      </h1>
      <p>
        <FollowState view={view} now={now} /> <span className="hint">{t('numberIs', { number: view.number })}</span>
      </p>
      {locale === 'en' && <p className="hint">{word(view.category.name)}</p>}
      {mayAnswer(view) && !asking && <WhyNotForm model={model} />}
      {view.rated && <Rated model={model} />}
      <WhyDeclined view={view} />
      <CasePictures view={view} now={now} address={model.address} />
      {view.question && <QuestionForm model={model} question={view.question} />}
      <Story view={view} now={now} last={next} />
      {view.words && (
        <section>
          <h2>{t('yours')}</h2>
          <blockquote>
            <Chinese>{view.words}</Chinese>
          </blockquote>
        </section>
      )}
      <Answers view={view} />
      {view.subscribers > 1 && <p>{t('seen', { n: view.subscribers - 1 })}</p>}
      {site.phone && (
        <p className="small">
          <WithPhone text={t('help')} phone={site.phone} />
        </p>
      )}
      {mayBeTold(view) && <TellMe number={view.number} code={model.code} model={model.tell} action={`/follow/${view.number}/tell`} />}
      {asking && <AnswerForm model={model} />}
    </PublicPage>
  );
}

/** What the reporter answered to the further questions of the kind. */
function Answers({ view }: { readonly view: PublicCaseView }): ReactElement | null {
  const t = useTexts(followTexts);
  const word = useWord();
  if (view.attributes.length === 0) return null;
  return (
    <dl className="facts">
      {view.attributes.map(({ code, name, value }) => (
        <div key={code}>
          <dt>{word(name)}</dt>
          <dd>{value.map(word).join(t('comma'))}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Who is asked for the answer is asked for nothing else; who is told already may end it at any time. */
const mayBeTold = (view: PublicCaseView): boolean =>
  view.told?.phone === true || view.told?.email === true || !(isOver(view) || mayAnswer(view));

const mayAnswer = (view: PublicCaseView): boolean => view.answerUntil !== null && view.rated === null;

function FollowState({ view, now }: { readonly view: PublicCaseView; readonly now: Date }): ReactElement {
  const t = useTexts(followTexts);
  const nearby = useTexts(nearbyTexts);
  if (mayAnswer(view)) {
    return (
      <State tone="go" icon="clock">
        {t('awaitYou')}
      </State>
    );
  }
  if (isLate(view, now)) {
    return (
      <State tone="late" icon="alert">
        {nearby('overdue')}
      </State>
    );
  }
  return <CaseState state={view.state} />;
}

/** Both answers weigh the same, so that the page does not coax a "solved". */
function AnswerForm({ model }: { readonly model: FollowModel }): ReactElement {
  const t = useTexts(followTexts);
  return (
    <form className="act" method="post" action={`/follow/${model.view.number}`}>
      <input type="hidden" name="code" value={model.code} />
      <fieldset>
        <legend className="vh">{t('question')}</legend>
        <div className="pair brief">
          <button className="btn big" type="submit" name="solved" value="yes">
            <Icon name="verified" />
            {t('solved')}
          </button>
          <button className="btn big" type="submit" name="solved" value="no">
            <Icon name="cross" />
            {t('notSolved')}
          </button>
        </div>
      </fieldset>
      <p className="small">{t('rule')}</p>
    </form>
  );
}

function WhyNotForm({ model }: { readonly model: FollowModel }): ReactElement {
  const t = useTexts(followTexts);
  const long = model.tooLong?.field === 'words' ? model.tooLong.text : null;
  const missing = model.step === 'whyNotMissing';
  const fault = missing ? t('whyNotMissing') : long === null ? null : t('tooLong', { n: long.length, most: MOST_SAID });
  return (
    <form className="stack" id="why-not" method="post" encType="multipart/form-data" action={`/follow/${model.view.number}`}>
      <input type="hidden" name="code" value={model.code} />
      <input type="hidden" name="solved" value="no" />
      <h2>
        <label htmlFor="words">{t('whyNot')}</label>
      </h2>
      {fault && <FaultMessage id="words-fault">{fault}</FaultMessage>}
      <p className="small" id="words-hint">
        {t('whyNotHint')}
      </p>
      <textarea
        className="field"
        id="words"
        name="words"
        rows={3}
        maxLength={MOST_SAID}
        required
        defaultValue={long ?? ''}
        aria-invalid={fault !== null || undefined}
        aria-describedby={fault ? 'words-fault words-hint' : 'words-hint'}
      />
      <button className="btn main big" type="submit">
        {t('sendNot')}
      </button>
      <a className="btn quiet wide" href={`/follow/${model.view.number}`}>
        {t('backStep')}
      </a>
    </form>
  );
}

function QuestionForm({ model, question }: { readonly model: FollowModel; readonly question: string }): ReactElement {
  const t = useTexts(followTexts);
  const long = model.tooLong?.field === 'answer' ? model.tooLong.text : null;
  return (
    <form className="note warn stack" method="post" action={`/follow/${model.view.number}`}>
      <input type="hidden" name="code" value={model.code} />
      <h2>{t('asked')}</h2>
      <blockquote>{question}</blockquote>
      <label htmlFor="answer">{t('answer')}</label>
      {long !== null && <FaultMessage id="answer-fault">{t('tooLong', { n: long.length, most: MOST_SAID })}</FaultMessage>}
      <textarea
        className="field"
        id="answer"
        name="answer"
        rows={2}
        maxLength={MOST_SAID}
        required
        defaultValue={long ?? ''}
        aria-invalid={long !== null || undefined}
        aria-describedby={long === null ? undefined : 'answer-fault'}
      />
      <button className="btn main wide" type="submit">
        {t('answerSend')}
      </button>
    </form>
  );
}

/** What was said; who said "solved" may add a mark. */
function Rated({ model }: { readonly model: FollowModel }): ReactElement | null {
  const t = useTexts(followTexts);
  const { rated, number } = model.view;
  if (!rated) return null;
  if (!rated.solved || rated.satisfied !== null) {
    const mark = rated.satisfied === null ? '' : t('withMark', { mark: t(starKeys[rated.satisfied - 1] ?? 'star3') });
    return <p>{t('rated', { what: t(rated.solved ? 'solved' : 'notSolved') + mark })}</p>;
  }
  return (
    <form className="stack" id="mark" method="post" action={`/follow/${number}`}>
      <input type="hidden" name="code" value={model.code} />
      <input type="hidden" name="solved" value="yes" />
      <fieldset className="stack">
        <legend>{t('satisfied')}</legend>
        {[5, 4, 3, 2, 1].map((n) => (
          <button key={n} className="btn wide" type="submit" name="satisfied" value={n}>
            {t(starKeys[n - 1] ?? 'star3')}
          </button>
        ))}
      </fieldset>
    </form>
  );
}

const starKeys = ['star1', 'star2', 'star3', 'star4', 'star5'] as const;
