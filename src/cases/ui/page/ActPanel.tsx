import { ActButton } from '../../../ui/ActButton.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useKeys } from '../../../ui/keys.ts';
import { ProblemLine } from '../../../ui/States.tsx';
import { type ActName, actNames, entryOf } from '../acts/catalogue.ts';
import type { CaseActs } from '../acts/useActs.tsx';
import type { CaseFull } from '../answers.ts';
import { actTexts } from '../text/acts.ts';
import { pageTexts } from '../text/page.ts';

/** Refusals that explain something to a person whose step it would be; the others are only another state. */
const telling = [
  'cases.handlerChecks',
  'cases.finderChecks',
  'cases.finderHandles',
  'cases.requestOpen',
  'cases.noReporter',
  'cases.onlySupervising',
  'cases.disputeTooLate',
];
/** Shown elsewhere, or only where they fit. */
const hidden: readonly ActName[] = ['category', 'askDesk', 'askPhotos', 'rework'];

function offered(view: CaseFull, acts: CaseActs): ActName[] {
  const next = view.nextAct;
  return actNames.filter((name) => {
    const entry = entryOf(name);
    if (!acts.mayDo(name).allowed || (entry.act === next && !hidden.includes(name))) return false;
    if (name === 'rework') return next === 'check';
    if (name === 'askPhotos') return view.state === 'handled' || view.state === 'inProgress';
    if (name === 'askDesk') return acts.mayDo('return').allowed;
    return !hidden.includes(name);
  });
}

/** The next act as the only filled button; the others with their keys; what is refused with its reason. */
export function ActPanel({ view, acts }: { readonly view: CaseFull; readonly acts: CaseActs }) {
  const t = useTexts(actTexts);
  const p = useTexts(pageTexts);
  const next = actNames.find((name) => entryOf(name).act === view.nextAct && !hidden.includes(name));
  const others = offered(view, acts);
  const refused = actNames.filter(
    (name) => !hidden.includes(name) && !acts.mayDo(name).allowed && telling.includes(acts.mayDo(name).code ?? ''),
  );
  const taken = new Set<string>();
  const keyed = others.map((name) => {
    const { key } = entryOf(name);
    const free = key !== '' && !taken.has(key);
    taken.add(key);
    return { name, key: free ? key : '' };
  });
  useKeys([
    { key: 'Enter', run: () => next && acts.start(next), off: !next },
    ...keyed.filter(({ key }) => key).map(({ name, key }) => ({ key, run: () => acts.start(name) })),
    ...(next && entryOf(next).key ? [{ key: entryOf(next).key, run: () => acts.start(next) }] : []),
  ]);
  return (
    <div className="cs-acts">
      {acts.problem ? <ProblemLine problem={acts.problem} /> : null}
      {next ? (
        <ActButton next size="large" block keyName="Enter" loading={acts.busy} onClick={() => acts.start(next)}>
          {t(entryOf(next).word)}
        </ActButton>
      ) : (
        <p className="cs-quiet">{p('noAct')}</p>
      )}
      {keyed.length > 0 ? (
        <div className="cs-act-grid">
          {keyed.map(({ name, key }) => (
            <ActButton key={name} keyName={key || undefined} onClick={() => acts.start(name)}>
              {t(entryOf(name).word)}
            </ActButton>
          ))}
        </div>
      ) : null}
      {refused.map((name) => (
        <div key={name} className="cs-refused-act">
          <ActButton disabled aria-describedby={`cs-why-${name}`}>
            {t(entryOf(name).word)}
          </ActButton>
          <small id={`cs-why-${name}`}>{acts.mayDo(name).why}</small>
        </div>
      ))}
    </div>
  );
}
