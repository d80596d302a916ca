import type { Role } from '../../kernel/actor.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Bilingual } from '../../kernel/text.ts';

/** What a person is told. */
export interface Notice {
  /** Persons, or everybody who holds one of the roles in a unit now. */
  readonly to: readonly Id[] | { readonly unitId: Id; readonly roles: readonly Role[] };
  /** `cases.assigned`; people choose per kind. Declared in a `NoticeKind`. */
  readonly kind: string;
  /** One line that says what happened and what comes next. */
  readonly title: Bilingual;
  /** Where it opens in the workbench: `/work/cases/…`. */
  readonly href: string;
  /** Goes out at once instead of waiting for the digest. */
  readonly urgent?: boolean;
}

/** A kind of notice, so that people can choose how to get it. */
export interface NoticeKind {
  readonly kind: string;
  readonly name: Bilingual;
}
