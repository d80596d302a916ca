import type { AreaRef } from '../../city/schema.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Bilingual } from '../../kernel/text.ts';
import type { Act, CaseState, Outcome } from './words.ts';

/** A case as an outside system sees it (Open311): only what is released, or what that system sent itself. */
export interface OpenCase {
  readonly id: Id;
  readonly number: string;
  readonly state: CaseState;
  readonly outcome: Outcome | null;
  readonly category: { readonly code: string; readonly name: Bilingual };
  /** The released title; before any release, to who sent it, the words that were sent. */
  readonly description: string | null;
  readonly unitName: string | null;
  readonly reportedAt: Date;
  readonly updatedAt: Date;
  readonly closedAt: Date | null;
  /** The limit of the whole case. */
  readonly dueAt: Date | null;
  readonly place: string;
  /** Areas around the place, largest first. */
  readonly areas: readonly Pick<AreaRef, 'name' | 'code'>[];
  readonly lng: number | null;
  readonly lat: number | null;
  readonly declineReason: Bilingual | null;
  readonly longTerm: { readonly reason: Bilingual; readonly expected: string } | null;
  /** What was written publicly when it was closed. */
  readonly closingWords: string | null;
  /** Released pictures only. */
  readonly photos: readonly { readonly fileId: Id; readonly version: string | null }[];
  /** Answers chosen from lists, numbers and times; free text may name people and stays inside. */
  readonly attributes: readonly {
    readonly code: string;
    readonly name: Bilingual;
    readonly values: readonly { readonly key: string; readonly name: Bilingual }[];
  }[];
  /** Its public history, when it was asked for. */
  readonly lines: readonly OpenCaseLine[];
}

/** One public event of a case's history. */
export interface OpenCaseLine {
  readonly id: Id;
  readonly caseId: Id;
  readonly at: Date;
  readonly act: Act;
  readonly to: CaseState;
  readonly text: Bilingual;
  readonly photoId: Id | null;
}
