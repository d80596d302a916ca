import type { Bilingual } from '../../../kernel/text.ts';
import type { FormFault } from '../../../public/forms.tsx';
import type { AttributeDefinition } from '../../schema/settings.ts';
import type { Filled } from './form.ts';

/** What the report page shows. */

export interface CategoryTile {
  readonly code: string;
  readonly label: Bilingual;
}

export interface StreetOfCommunities {
  readonly name: string;
  readonly communities: readonly { readonly id: string; readonly name: string }[];
}

export interface ReportModel {
  /** The ticket's text. */
  readonly ticket: string;
  readonly sum: readonly [number, number];
  readonly filled: Filled;
  /** Small pictures of the kept photos, as data addresses. */
  readonly previews: Readonly<Record<string, string>>;
  readonly refusedPhotos: readonly Bilingual[];
  readonly faults: readonly FormFault[];
  /** The big six, and the rest behind them. */
  readonly tiles: readonly CategoryTile[];
  readonly more: readonly CategoryTile[];
  readonly rest: readonly CategoryTile[];
  /** What each kind asks in addition, by its code. */
  readonly questions: Readonly<Record<string, readonly AttributeDefinition[]>>;
  readonly streets: readonly StreetOfCommunities[];
}
