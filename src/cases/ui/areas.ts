import { lazy } from 'react';
import type { AreaContribution } from '../../ui/contributed.ts';
import { useOperation } from '../../ui/query.ts';
import { useSession } from '../../ui/session.ts';
import { listCases } from '../api.ts';

/** A community has some dozens; where there are more, the marks show at least so many. */
const COUNTED = 200;

/** Overdue cases by area: each counts for the smallest area around it and for all areas above. */
function useOverdue(under: string | undefined): ReadonlyMap<string, number> {
  const session = useSession();
  const cases = useOperation(listCases, { area: under, overdue: 'true', limit: COUNTED }, { enabled: session.may('cases.view') });
  const counts = new Map<string, number>();
  for (const { areas } of cases.data?.items ?? []) for (const { id } of areas) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** What casework shows on the city's area screens. */
export const caseAreas: AreaContribution = {
  useOverdue,
  Panel: lazy(async () => ({ default: (await import('./AreaCases.tsx')).AreaCases })),
};
