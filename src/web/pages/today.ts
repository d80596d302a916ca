import type { AnswerOf } from '../../kernel/operation.ts';
import { getToday } from '../../platform/today/api.ts';
import { useOperation } from '../../ui/query.ts';

export type Line = AnswerOf<typeof getToday>['items'][number];

/** What waits for me; asked again every minute. */
export const useToday = () => useOperation(getToday, {}, { every: 60_000 });

export function useTodayCount(): number | undefined {
  const { data } = useToday();
  return data ? data.items.length + data.more : undefined;
}
