import type { Actor } from '../kernel/actor.ts';
import type { Locale } from '../kernel/text.ts';

/** Who asks, when, in which language, from where. Contexts are made of it. */
export interface Origin {
  readonly actor: Actor;
  readonly now: Date;
  readonly locale: Locale;
  readonly requestId: string;
  readonly ip: string;
  readonly agent: string;
  readonly publicUrl: string;
}
