import { useState } from 'react';
import { ActButton } from '../../../ui/ActButton.tsx';
import { Go } from '../../../ui/Go.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useKeys } from '../../../ui/keys.ts';
import { useOperation } from '../../../ui/query.ts';
import { Asked, ProblemLine } from '../../../ui/States.tsx';
import { getCase } from '../../api.ts';
import { type ActName, entryOf } from '../acts/catalogue.ts';
import { type CaseActs, useActs } from '../acts/useActs.tsx';
import type { CaseFull } from '../answers.ts';
import { CaseState } from '../CaseState.tsx';
import { CaseTime } from '../CaseTime.tsx';
import { PhotoViewer, usePhotoWords } from '../Photos.tsx';
import { pictureAt } from '../pictures.ts';
import { casePath } from '../places.ts';
import { caseTexts } from '../text.ts';
import { actTexts } from '../text/acts.ts';
import { inboxTexts } from '../text/inbox.ts';
import { useJoining } from '../../../ui/joining.ts';

/** The case under the cursor: what, why us, what counts as done, and the acts. */
export function InboxPanel({ caseId }: { readonly caseId: string }) {
  const asked = useOperation(getCase, { caseId }, { fresh: true });
  const acts = useActs(asked.data);
  return (
    <aside className="cs-panel">
      <Asked of={asked} rows={7}>
        {asked.data ? <PanelShown view={asked.data} acts={acts} /> : null}
      </Asked>
      {acts.dialog}
    </aside>
  );
}

function PanelShown({ view, acts }: { readonly view: CaseFull; readonly acts: CaseActs }) {
  const t = useTexts(inboxTexts);
  const join = useJoining();
  const word = useWord();
  const standard = word(view.standard);
  return (
    <>
      <p className="cs-quiet cs-small cs-dots">
        <Go href={casePath(view.id)} title={t('openPage')}>
          {view.number}
        </Go>
        <CaseState state={view.state} outcome={view.outcome} />
      </p>
      <h2>{view.title}</h2>
      <p className="cs-quiet">{view.place}</p>
      <CaseTime of={view} named />
      <PanelPhoto photos={view.photos} />
      {view.words ? <p className="cs-quote cs-clamped">{view.words}</p> : null}
      {view.why.length > 0 ? (
        <section>
          <h3>{t('why')}</h3>
          <p className="cs-small">{join.sentences(view.why.map((line) => word(line.text)))}</p>
        </section>
      ) : null}
      {standard || view.photosNeeded > 0 ? (
        <section>
          <h3>{t('standard')}</h3>
          <p className="cs-small">
            {join.sentences([standard, view.photosNeeded > 0 ? t('standardPhotos', { n: view.photosNeeded }) : ''])}
          </p>
        </section>
      ) : null}
      <InboxActs view={view} acts={acts} />
      <section>
        <h3>{t('assist')}</h3>
        <p className="cs-small">
          {view.assisting.length > 0 ? (
            join.names(view.assisting.map((unit) => unit.name))
          ) : (
            <>
              {t('assistNone')} <kbd>X</kbd> {t('assistAsk')}
            </>
          )}
        </p>
      </section>
    </>
  );
}

/** The first photo; a press opens all of them large. */
function PanelPhoto({ photos }: { readonly photos: CaseFull['photos'] }) {
  const c = useTexts(caseTexts);
  const { alt } = usePhotoWords();
  const [at, setAt] = useState<number | null>(null);
  const [first] = photos;
  if (!first) return null;
  return (
    <>
      <button type="button" className="cs-panel-photo" aria-label={`${c('enlarge')} · ${alt(first)}`} onClick={() => setAt(0)}>
        <img src={pictureAt(first.fileId)} alt="" />
        {photos.length > 1 ? <span>{c('photoOf', { n: 1, total: photos.length })}</span> : null}
      </button>
      <PhotoViewer photos={photos} at={at} move={setAt} />
    </>
  );
}

const keys: readonly { readonly name: ActName; readonly key: string }[] = [
  { name: 'accept', key: 'a' },
  { name: 'handle', key: 'h' },
  { name: 'return', key: 't' },
  { name: 'request', key: 'y' },
  { name: 'askDesk', key: 'w' },
  { name: 'assist', key: 'x' },
  { name: 'ask', key: 'q' },
  { name: 'resume', key: 'i' },
];

/** The next act filled; the others in two columns, those that are not possible grey with the reason below. */
function InboxActs({ view, acts }: { readonly view: CaseFull; readonly acts: CaseActs }) {
  const t = useTexts(inboxTexts);
  const a = useTexts(actTexts);
  const words = {
    accept: t('keyAccept'),
    handle: t('keyHandle'),
    return: t('keyReturn'),
    request: t('keyRequest'),
    askDesk: t('keyAsk'),
    assist: t('keyAssist'),
  };
  useKeys(
    keys.map(({ name, key }) => ({
      key,
      words: name in words ? words[name as keyof typeof words] : undefined,
      run: () => acts.start(name),
      off: !acts.mayDo(name).allowed,
    })),
  );
  const next: ActName | null = acts.mayDo('accept').allowed ? 'accept' : acts.mayDo('handle').allowed ? 'handle' : null;
  const rest = keys.filter(
    ({ name }) =>
      name !== next && name !== 'accept' && (['handle', 'return', 'request', 'askDesk'].includes(name) || acts.mayDo(name).allowed),
  );
  const shown = ['assigned', 'inProgress', 'rework'].includes(view.state);
  if (!shown) return null;
  return (
    <section className="cs-acts">
      {acts.problem ? <ProblemLine problem={acts.problem} /> : null}
      {next ? (
        <ActButton next size="large" block keyName={next === 'accept' ? 'a' : 'h'} loading={acts.busy} onClick={() => acts.start(next)}>
          {a(entryOf(next).word)}
        </ActButton>
      ) : null}
      <div className="cs-act-grid">
        {rest.map(({ name, key }) => {
          const { allowed, why } = acts.mayDo(name);
          return (
            <ActButton key={name} keyName={key} disabled={!allowed} title={allowed ? undefined : why} onClick={() => acts.start(name)}>
              {a(entryOf(name).word)}
            </ActButton>
          );
        })}
      </div>
      <p className="cs-quiet cs-small">
        {view.state === 'assigned' ? t('acceptFirst') : acts.mayDo('handle').allowed ? t('handInNow') : acts.mayDo('handle').why}
      </p>
    </section>
  );
}
