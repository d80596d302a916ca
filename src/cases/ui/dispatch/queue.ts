import { useTexts } from '../../../ui/i18n.ts';
import { dispatchTexts } from '../text/dispatch.ts';

export const tabWords = {
  reported: 'reported',
  filed: 'toDispatch',
  returned: 'returned',
  adjudicating: 'adjudicating',
  requests: 'requests',
} as const;
export const emptyWords = {
  reported: 'emptyReported',
  filed: 'emptyTitle',
  returned: 'emptyReturned',
  adjudicating: 'emptyAdjudicating',
  requests: 'emptyRequests',
} as const;

/** `1 时 12 分`, `19 分`, `3 天`. */
export function useWaited() {
  const t = useTexts(dispatchTexts);
  return (since: string, now: number): string => {
    const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));
    if (minutes < 60) return t('minutesOnly', { m: minutes });
    if (minutes < 1440) return t('hours', { h: Math.floor(minutes / 60), m: String(minutes % 60).padStart(2, '0') });
    return t('days', { d: Math.floor(minutes / 1440) });
  };
}
