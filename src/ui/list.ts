import type { ReactNode } from 'react';
import type { Pages } from './query.ts';

export interface Column<T> {
  readonly key: string;
  readonly title: string;
  readonly show: (row: T) => ReactNode;
  /** Numbers stand right. */
  readonly right?: boolean;
  /** Shown only when chosen. */
  readonly extra?: boolean;
  /** Takes the room that is left and cuts long words with an ellipsis (full text as tooltip where `show` gives a string). */
  readonly wide?: boolean;
  /** Name of the order to ask for (`sort=`) when the head is pressed. */
  readonly sort?: string;
  /** Its words say what they are: on a phone no head stands before them. */
  readonly saysItself?: boolean;
  /** On a phone: in the first line, at its right, in the second line (usual), or not at all. */
  readonly narrow?: 'main' | 'side' | 'hide';
}

export interface ListViewProps<T> {
  /** Names the list for what is remembered: columns on this device, row, selection and scroll for this visit. */
  readonly name: string;
  readonly label: string;
  readonly pages: Pages<T>;
  readonly columns: readonly Column<T>[];
  readonly rowKey: (row: T) => string;
  /** What the row is called, for the checkbox and screen readers. */
  readonly rowName: (row: T) => string;
  /** Where a row opens; the first column becomes the link. */
  readonly href?: (row: T) => string;
  /** Instead of opening: shows the row beside the list (called when the row under the cursor changes). */
  readonly onCurrent?: (row: T | undefined) => void;
  /** Rows can be selected (x, or the boxes); acts on them stand above the list. */
  readonly acts?: (selected: readonly T[], clear: () => void) => ReactNode;
  /** Another key than x selects the row, where x is an act of the page. */
  readonly selectKey?: string;
  readonly total?: number | null;
  /** Shown when the answer holds nothing; says how the first one comes. */
  readonly empty: ReactNode;
  /** Columns are chosen by the caller's `ColumnChooser`: give both ends of `useListColumns`. */
  readonly shown?: readonly string[];
}

/** What both forms of a list, table and rows, are given. */
export interface RowsProps<T> extends ListViewProps<T> {
  readonly rows: readonly T[];
  readonly current: string | null;
  readonly select: (key: string) => void;
  readonly selected: readonly string[];
  readonly toggle: ((key: string) => void) | undefined;
  readonly setSelected: (keys: readonly string[]) => void;
  readonly open: (row: T) => void;
}

/** Columns that are shown; the first always is. */
export function shownColumns<T>({ columns, shown }: Pick<ListViewProps<T>, 'columns' | 'shown'>): readonly Column<T>[] {
  return columns.filter((column, index) => index === 0 || (shown ? shown.includes(column.key) : !column.extra));
}
