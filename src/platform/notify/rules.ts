import type { NoticeChoice } from './schema.ts';

/** Where one notice goes. */
export interface Ways {
  readonly inApp: boolean;
  readonly emailNow: boolean;
  readonly digest: boolean;
  readonly webhook: boolean;
}

/** A person's choice for a kind and the notice's urgency decide where it goes; null = nowhere. */
export function waysOf(choice: Omit<NoticeChoice, 'kind'>, urgent: boolean): Ways | null {
  const emailNow = choice.email === 'now' || (choice.email === 'auto' && urgent);
  const digest = choice.email === 'digest' || (choice.email === 'auto' && !urgent);
  if (!choice.inApp && !choice.webhook && choice.email === 'off') return null;
  return { inApp: choice.inApp, emailNow, digest, webhook: choice.webhook };
}
