import { type ComponentType, createContext, useContext } from 'react';

/** What other slices show about an area, beside what the city itself knows. */
export interface AreaContribution {
  /** How much is overdue in each area below `under` (the whole city without it); a hook. */
  readonly useOverdue?: (under: string | undefined) => ReadonlyMap<string, number>;
  /** A part of the area's own column: what is open there, what was done this year. */
  readonly Panel?: ComponentType<{ readonly areaId: string; readonly areaName: string }>;
}

export const AreaContributions = createContext<readonly AreaContribution[]>([]);
export const useAreaContributions = (): readonly AreaContribution[] => useContext(AreaContributions);

/** Overdue work by area, over all slices. The list of contributions never changes while the app runs, so the hooks keep their order. */
export function useOverdueByArea(under: string | undefined): ReadonlyMap<string, number> {
  const all = useAreaContributions().map((each) => each.useOverdue?.(under));
  const sum = new Map<string, number>();
  for (const each of all) for (const [area, count] of each ?? []) sum.set(area, (sum.get(area) ?? 0) + count);
  return sum;
}
