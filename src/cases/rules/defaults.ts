import type { CaseSettings } from '../schema/settings.ts';
import type { Limits } from '../schema/words.ts';

/** What holds until a city decides otherwise. The figures are ours, not from an official table: provisional. */

export const defaultSettings: CaseSettings = {
  seasons: [
    {
      from: '10-01',
      hours: [
        { from: '08:30', to: '12:00' },
        { from: '14:30', to: '18:00' },
      ],
    },
    {
      from: '05-01',
      hours: [
        { from: '08:30', to: '12:00' },
        { from: '15:00', to: '18:30' },
      ],
    },
  ],
  afterHours: 'nextWorkingTime',
  askPauseDays: 3,
  disputeDays: 14,
  recurrenceDays: 30,
  undoSeconds: 10,
  verifyOutside: false,
  revisitShare: 0.05,
  contactDays: 30,
  dueSoonShare: 0.25,
  dueSoonMinutes: 60,
  overdueOfficeMinutes: 240,
};

export const defaultLimits: Limits = {
  acceptance: { amount: 2, unit: 'workingHours' },
  dispatch: { amount: 2, unit: 'workingHours' },
  receipt: { amount: 2, unit: 'workingHours' },
  handling: { amount: 2, unit: 'workingDays' },
  check: { amount: 8, unit: 'workingHours' },
  total: { amount: 5, unit: 'workingDays' },
};

/** The limits of a category under a policy: its own, else its class's, else the defaults. */
export function limitsUnder(
  policy: { readonly defaults: Limits; readonly byCategory: Readonly<Record<string, Partial<Limits>>> },
  category: string,
  classCode: string,
): Limits {
  return { ...policy.defaults, ...policy.byCategory[classCode], ...policy.byCategory[category] };
}

/** The policy in force on a day: the newest of those that have begun; before the first one, the first. */
export function policyOn<P extends { readonly validFrom: string; readonly version: number }>(
  policies: readonly P[],
  day: string,
): P | undefined {
  const sorted = policies.toSorted((a, b) => a.validFrom.localeCompare(b.validFrom));
  return sorted.findLast((policy) => policy.validFrom <= day) ?? sorted[0];
}
