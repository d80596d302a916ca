import { Button } from 'antd';
import { useEffect } from 'react';
import { ActButton } from '../../../ui/ActButton.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { useKeys } from '../../../ui/keys.ts';
import { trailAt } from '../../../ui/memory.ts';
import { useNarrow } from '../../../ui/narrow.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { type Answered, useOperation } from '../../../ui/query.ts';
import { RecordLayout } from '../../../ui/RecordLayout.tsx';
import { Asked, Empty, Loading } from '../../../ui/States.tsx';
import { findByNumber, getCase } from '../../api.ts';
import { caseNumberShape } from '../../schema.ts';
import { channels } from '../../schema/words.ts';
import { type CaseActs, useActs } from '../acts/useActs.tsx';
import type { CaseFull } from '../answers.ts';
import { CaseMarks } from '../CaseMarks.tsx';
import '../cases.css';
import { CaseState } from '../CaseState.tsx';
import { casePath } from '../places.ts';
import { caseTexts } from '../text.ts';
import { pageTexts } from '../text/page.ts';
import { ActPanel } from './ActPanel.tsx';
import { CasePlace } from './CasePlace.tsx';
import { Facts } from './Facts.tsx';
import { Hands } from './Hands.tsx';
import { Neighbours } from './Neighbours.tsx';
import { Pictures } from './Pictures.tsx';
import { Reporter } from './Reporter.tsx';
import { TimeBar } from './TimeBar.tsx';
import { Timeline } from './Timeline.tsx';
import { Words } from './Words.tsx';

/** One case: left its story, right its state, its time and the next act. Its address with the number instead leads there. */
export function CasePage() {
  const name = usePlace().param('caseId');
  return caseNumberShape.test(name) ? <ByNumber number={name} /> : <ById caseId={name} />;
}

function ByNumber({ number }: { readonly number: string }) {
  const place = usePlace();
  const asked = useOperation(findByNumber, { number });
  const id = asked.data?.id;
  const { go } = place;
  useEffect(() => {
    if (id) go(casePath(id), 'replace');
  }, [id, go]);
  return asked.problem?.status === 404 ? <Gone /> : <Waiting asked={asked} />;
}

function ById({ caseId }: { readonly caseId: string }) {
  const asked = useOperation(getCase, { caseId }, { fresh: true, anew: true, every: 60_000 });
  if (asked.problem?.status === 404) return <Gone />;
  if (!asked.data) return <Waiting asked={asked} />;
  return <CaseShown view={asked.data} asked={asked} />;
}

function CaseShown({ view, asked }: { readonly view: CaseFull; readonly asked: Answered<CaseFull> }) {
  const t = useTexts(pageTexts);
  const acts = useActs(view);
  // On a phone the act comes first, the background after the story.
  const narrow = useNarrow();
  const bare = view.photos.length === 0;
  return (
    <>
      <RecordLayout
        head={<CaseHead view={view} />}
        decisionLabel={t('decision')}
        decision={
          narrow ? (
            <NextStep view={view} acts={acts} />
          ) : (
            <>
              <NextStep view={view} acts={acts} />
              <Background view={view} acts={acts} />
            </>
          )
        }
      >
        <Asked of={asked}>
          <div className="cs-seen">
            {bare ? <Words view={view} /> : <Pictures photos={view.photos} />}
            <CasePlace view={view} />
          </div>
          {bare ? null : <Words view={view} />}
          <Timeline view={view} />
          {narrow ? <Background view={view} acts={acts} /> : null}
        </Asked>
      </RecordLayout>
      {acts.dialog}
    </>
  );
}

interface ShownProps {
  readonly view: CaseFull;
  readonly acts: CaseActs;
}

function NextStep({ view, acts }: ShownProps) {
  return (
    <>
      <TimeBar view={view} />
      <ActPanel view={view} acts={acts} />
    </>
  );
}

function Background({ view, acts }: ShownProps) {
  return (
    <>
      <Facts view={view} />
      <Hands view={view} mayEnd={acts.mayDo('assist').allowed} />
      <Reporter view={view} />
      <Neighbours view={view} />
    </>
  );
}

function CaseHead({ view }: { readonly view: CaseFull }) {
  const t = useTexts(pageTexts);
  const c = useTexts(caseTexts);
  const word = useWord();
  const place = usePlace();
  const trail = trailAt(casePath(view.id));
  const go = (href: string | undefined) => href && place.go(href);
  useKeys([
    { key: 'j', run: () => go(trail?.next), off: !trail?.next },
    { key: 'k', run: () => go(trail?.previous), off: !trail?.previous },
    { key: 'Escape', run: () => place.go(trail?.list ?? '/work/cases') },
  ]);
  const area = view.areas.find((each) => each.kind === 'community') ?? view.areas.at(-1);
  const path = [
    { name: t('path'), href: trail?.list ?? '/work/cases' },
    ...(area ? [{ name: area.name, href: `/work/cases?area=${area.id}` }] : []),
    { name: `${view.number} · ${word(channels[view.channel])} · ${word(view.category.name)}` },
  ];
  return (
    <PageHead title={view.title} path={path} note={<CaseMarks of={view} history />}>
      <CaseState state={view.state} outcome={view.outcome} />
      {trail ? <span className="cs-quiet">{t('placeOf', { n: trail.at, total: trail.total })}</span> : null}
      {trail ? (
        <span className="cs-go">
          <ActButton keyName="k" aria-label={t('goPrevious')} disabled={!trail.previous} onClick={() => go(trail.previous)}>
            <Icon name="left" />
          </ActButton>
          <ActButton keyName="j" aria-label={t('goNext')} disabled={!trail.next} onClick={() => go(trail.next)}>
            <Icon name="right" />
          </ActButton>
        </span>
      ) : null}
      <Button
        icon={<Icon name="print" />}
        aria-label={t('print')}
        title={t('print')}
        onClick={() => place.go(`${casePath(view.id)}/print`)}
      />
      {view.released ? <small className="cs-mark">{c('released')}</small> : null}
    </PageHead>
  );
}

function Gone() {
  const t = useTexts(pageTexts);
  const place = usePlace();
  return (
    <Empty title={t('gone')} hint={t('goneHint')}>
      <Button onClick={() => place.go('/work/cases')}>{t('toList')}</Button>
    </Empty>
  );
}

function Waiting({ asked }: { readonly asked: Answered<unknown> }) {
  return (
    <div className="cs-waiting">
      <Asked of={asked} rows={3}>
        {null}
      </Asked>
      {asked.problem ? null : <Loading rows={8} />}
    </div>
  );
}
