import { useOperation } from '../../ui/query.ts';
import { useSession } from '../../ui/session.ts';
import { countCases } from '../api.ts';
import { deskStates } from '../rules/waiting.ts';
import { inboxCount } from './inbox/tabs.ts';
import { useUnits } from './inbox/useUnits.ts';

const minute = 60_000;

/** What waits at the dispatch desk, for the side. */
export function useDeskCount(): number | undefined {
  const session = useSession();
  const { data } = useOperation(countCases, {}, { every: minute, enabled: session.may('cases.dispatch') });
  if (!data) return undefined;
  return Object.values(deskStates)
    .flat()
    .reduce((sum, state) => sum + (data.byState[state] ?? 0), 0);
}

/** What the person's unit has not finished. */
export function useInboxCount(): number | undefined {
  const [unit] = useUnits();
  const { data } = useOperation(countCases, { unit: unit?.id }, { every: minute, enabled: unit !== undefined });
  return data ? inboxCount('all', data) : undefined;
}

/** What waits for a check. */
export function useCheckCount(): number | undefined {
  const { data } = useOperation(countCases, {}, { every: minute });
  return data?.byState.handled;
}
