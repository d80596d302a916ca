/** How far an import is; kept for this visit, so that a page that is loaded again goes on with it. */
export interface Importing {
  /** The template's. */
  readonly name: string;
  /** The file that is on its way. */
  readonly sending?: string | undefined;
  /** The sheet that was read. */
  readonly importId?: string | undefined;
  /** What the person chose; it is being written. */
  readonly mode?: 'all' | 'good' | undefined;
}
