import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../../ui/i18n.ts';
import { useKeys } from '../../../ui/keys.ts';
import { useNarrow } from '../../../ui/narrow.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useOperation, usePages } from '../../../ui/query.ts';
import { Asked, Empty, Loading, ProblemLine } from '../../../ui/States.tsx';
import { uiTexts } from '../../../ui/text.ts';
import { countCases, getCase, listCases, suggestUnits } from '../../api.ts';
import { deskStates } from '../../rules/waiting.ts';
import type { CaseState } from '../../schema/words.ts';
import { useActs } from '../acts/useActs.tsx';
import '../cases.css';
import '../desk.css';
import { dispatchTexts } from '../text/dispatch.ts';
import { useNow } from '../../../ui/useNow.ts';
import { Decide } from './Decide.tsx';
import { Queue } from './Queue.tsx';
import { emptyWords, tabWords, useWaited } from './queue.ts';
import { QueueCase } from './QueueCase.tsx';
import { askedOf, oldestIn, type Tab, tabOf, tabs } from './tabs.ts';
import { type Chosen, useDispatch } from './useDispatch.ts';

/** The dispatch desk: queue, case, suggested units. Everything on keys; ten cases in a minute. */
export function DispatchPage() {
  const t = useTexts(dispatchTexts);
  const u = useTexts(uiTexts);
  const place = usePlace();
  const narrow = useNarrow();
  const tab = tabOf(place.query.tab);
  const pages = usePages(listCases, askedOf[tab], { every: 30_000 });
  const dispatch = useDispatch((caseId) => place.setQuery({ case: caseId }));
  const items = pages.items.filter((row) => !dispatch.gone.includes(row.id));
  const asked = items.findIndex((row) => row.id === place.query.case);
  const at = asked < 0 ? 0 : asked;
  const current = narrow && !place.query.case ? undefined : items[at]?.id;
  const choose = (id: string | undefined) => place.setQuery({ case: id });
  const after = items[at + 1]?.id ?? items[at - 1]?.id;
  useKeys([
    { key: 'j', shown: 'j k', words: u('keyUpDown'), run: () => choose(items[Math.min(at + 1, items.length - 1)]?.id) },
    { key: 'k', run: () => choose(items[Math.max(at - 1, 0)]?.id) },
    { key: 'Escape', run: () => choose(undefined), off: !narrow },
  ]);
  return (
    <div className="cs-page">
      <DeskHead tab={tab} />
      {pages.problem ? <ProblemLine problem={pages.problem} again={pages.again} /> : null}
      {pages.loading ? <Loading rows={8} height={62} /> : null}
      {!pages.loading && !pages.problem && items.length === 0 ? <Empty title={t(emptyWords[tab])} hint={t('emptyHint')} /> : null}
      {items.length > 0 ? (
        <div className={`cs-desk${narrow && current ? ' cs-desk-one' : ''}`}>
          {narrow && current ? (
            <Button onClick={() => choose(undefined)}>{t('backToQueue')}</Button>
          ) : (
            <QueueSide items={items} current={current} choose={choose} more={pages.more} />
          )}
          {current ? <AtHand key={current} tab={tab} caseId={current} next={after} move={() => choose(after)} dispatch={dispatch} /> : null}
        </div>
      ) : null}
    </div>
  );
}

function QueueSide(props: Omit<Parameters<typeof Queue>[0], 'moreWords'>) {
  const u = useTexts(uiTexts);
  return <Queue {...props} moreWords={u('more')} />;
}

interface AtHandProps {
  readonly tab: Tab;
  readonly caseId: string;
  readonly next: string | undefined;
  readonly move: () => void;
  readonly dispatch: ReturnType<typeof useDispatch>;
}

/** The case under the cursor with its suggestions; the next one is fetched while this one is read. */
function AtHand({ tab, caseId, next, move, dispatch }: AtHandProps) {
  const asked = useOperation(getCase, { caseId }, { fresh: true });
  const suggested = useOperation(suggestUnits, { caseId }, { fresh: true });
  useOperation(getCase, { caseId: next ?? caseId }, { enabled: next !== undefined, fresh: true });
  useOperation(suggestUnits, { caseId: next ?? caseId }, { enabled: next !== undefined, fresh: true });
  const acts = useActs(asked.data, (_, name) => {
    if (name !== 'category' && name !== 'file') move();
  });
  const items = suggested.data?.items ?? [];
  const category = asked.data?.category.code;
  const [held, setHeld] = useState<{ readonly category: string | undefined; readonly unit: Chosen | null } | null>(null);
  const first = items[0];
  // Another category has other suggestions: the choice made before does not stand.
  const chosen = held && held.category === category ? held.unit : first ? { ...first.unit, ruleId: first.rule?.id } : null;
  const view = asked.data;
  return (
    <>
      <div className="cs-desk-case">
        <Asked of={asked} rows={8}>
          {view ? <QueueCase view={view} chosen={items.find((item) => item.unit.id === chosen?.id)} acts={acts} /> : null}
        </Asked>
      </div>
      <div className="cs-desk-side">
        <Asked of={suggested} rows={6}>
          {view ? (
            <Decide
              tab={tab}
              view={view}
              items={items}
              chosen={chosen}
              choose={(unit) => setHeld({ category, unit })}
              acts={acts}
              send={(sent, unit) => {
                move();
                void dispatch.send(sent, unit);
              }}
              last={dispatch.last}
              problem={dispatch.problem}
            />
          ) : null}
        </Asked>
      </div>
      {acts.dialog}
    </>
  );
}

function DeskHead({ tab }: { readonly tab: Tab }) {
  const t = useTexts(dispatchTexts);
  const place = usePlace();
  const now = useNow().getTime();
  const waited = useWaited();
  const { data } = useOperation(countCases, {}, { every: 30_000 });
  const states = data?.byState ?? {};
  const sum = (of: readonly CaseState[]) => of.reduce((n, state) => n + (states[state] ?? 0), 0);
  const counts: Record<Tab, number> = {
    reported: sum(deskStates.reported),
    filed: sum(deskStates.filed),
    returned: sum(deskStates.returned),
    adjudicating: sum(deskStates.adjudicating),
    requests: data?.requestsOpen.value ?? 0,
  };
  const oldest = oldestIn[tab].flatMap((of) => data?.oldest[of] ?? []).toSorted()[0];
  const name = t(tabWords[tab]);
  const note = counts[tab] > 0 && oldest ? t('note', { name, n: counts[tab], waited: waited(oldest, now) }) : t('noteNone', { name });
  return (
    <PageHead title={t('title')} note={data ? note : ''}>
      <Segmented<Tab>
        aria-label={t('queue')}
        value={tab}
        options={tabs.map((each) => ({ value: each, label: `${t(tabWords[each])} ${data ? counts[each] : ''}` }))}
        onChange={(next) => place.setQuery({ tab: next === 'filed' ? undefined : next, case: undefined })}
      />
    </PageHead>
  );
}
