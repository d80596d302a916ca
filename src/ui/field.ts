import type { FunctionComponent } from 'react';
import type { Permission } from '../kernel/actor.ts';
import type { Bilingual } from '../kernel/text.ts';
import type { IconName } from './icons.tsx';

/** A tab of the field app (`/field`), as a slice contributes it. Pages bring their own head; the frame gives tabs and the offline line. */
export interface FieldTab {
  /** From the root: `/field/capture`. The first permitted tab is where the app opens. */
  readonly path: `/field/${string}`;
  readonly name: Bilingual;
  readonly icon: IconName;
  readonly order: number;
  readonly permission: Permission | readonly Permission[];
  readonly load: () => Promise<FunctionComponent>;
  /** The number on the tab: what waits for the network. A hook. */
  readonly useCount?: () => number | undefined;
}

/** What a slice contributes to the field app: `export const caseField: FieldSet`. */
export interface FieldSet {
  readonly tabs: readonly FieldTab[];
  /** Runs once when the app has started and somebody is known: sends what waits. Gives what stops it. */
  readonly start?: (personId: string) => () => void;
}
