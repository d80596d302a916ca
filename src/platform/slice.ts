import type { FastifyInstance } from 'fastify';
import type { ReactElement } from 'react';
import type { Grants, Permission } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import type { Dimension, Figure, MeasureMeaning, MeasureScope } from '../kernel/measure.ts';
import type { InputOf, Operation, OutputOf, Streamed } from '../kernel/operation.ts';
import type { Bilingual, Locale } from '../kernel/text.ts';
import type { TodayLine } from '../kernel/today.ts';
import type { JournalEntry, ReadContext, WriteContext } from './context.ts';
import type { Edge } from './edge.ts';
import type { FileAccess } from './files/access.ts';
import type { FactWords } from './journal/words.ts';
import type { Split } from './measures/closing/rules.ts';
import type { Correction } from './measures/closing/schema.ts';
import type { NoticeKind } from './notify/notify.ts';
import type { SheetTemplate } from './sheets/template.ts';

/** An operation with its use case. */
export interface Route {
  readonly operation: Operation;
  readonly handle: (ctx: WriteContext, input: never) => Promise<unknown>;
}

type ContextOf<Op extends Operation> = Op['method'] extends 'GET' ? ReadContext : WriteContext;

/** Binds an operation to its use case. A `GET` gets a reading context; everything else one transaction. */
export function route<Op extends Operation>(
  operation: Op,
  handle: (ctx: ContextOf<Op>, input: InputOf<Op>) => Promise<OutputOf<Op>>,
): Route {
  return { operation, handle };
}

/** A page for the public, rendered on the server to plain HTML. */
export interface Page {
  readonly method: 'GET' | 'POST';
  /** From the root: `/follow/:number`. */
  readonly path: `/${string}`;
  readonly perMinute?: number;
  /** Bytes of a POST form with files; without it 64 KiB. */
  readonly bodyLimit?: number;
  /** The page opens a part of the site: its link stands in the head or foot of every page, smaller `order` first. */
  readonly section?: { readonly label: Bilingual; readonly order: number };
  /** A `GET` gets a reading context as well; it must not write. */
  readonly answer: (ctx: WriteContext, request: PageRequest) => Promise<PageAnswer>;
}

export interface PageRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Fields of a posted form; repeated ones are joined into lists. */
  readonly form: Readonly<Record<string, string | readonly string[]>>;
  /** Files of a posted form, already in the file store. */
  readonly files: readonly PostedFile[];
  /** 大字版 is on (a cookie). */
  readonly large: boolean;
  /** Address with its query. */
  readonly path: string;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** Parts of the site, as all pages together declare them. */
  readonly sections: readonly PageSection[];
}

export interface PageSection {
  readonly href: string;
  readonly label: Bilingual;
}

/** What the pages declare as parts of the site, in order. */
export function sectionsOf(pages: readonly Page[]): readonly PageSection[] {
  return pages
    .flatMap(({ path, section }) => (section ? [{ href: path, label: section.label, order: section.order }] : []))
    .sort((a, b) => a.order - b.order)
    .map(({ href, label }) => ({ href, label }));
}

export interface PageCookie {
  readonly name: string;
  readonly value: string;
  readonly days: number;
  /** May the screens' scripts read and change it? A choice of language, never a right. */
  readonly readable?: boolean;
}

export interface PostedFile {
  readonly field: string;
  readonly fileId: Id;
  /** Set instead of a usable fileId when the file was refused. */
  readonly refused?: Bilingual;
}

export type PageAnswer =
  | {
      readonly page: ReactElement;
      readonly title: string;
      readonly status?: number;
      readonly scripts?: readonly string[];
      readonly maxAge?: number;
      readonly robots?: 'noindex';
      readonly cookie?: PageCookie;
    }
  | { readonly redirect: string; readonly cookie?: PageCookie }
  | { readonly text: string; readonly contentType: string; readonly status?: number; readonly maxAge?: number }
  /** A picture that only this visitor may see. */
  | { readonly file: Streamed };

/** What to do when a fact of this type was recorded; runs after the commit, at least once, in its own transaction. */
export interface Reaction {
  readonly on: string;
  readonly name: string;
  readonly react: (ctx: WriteContext, fact: JournalEntry) => Promise<void>;
}

/** Work in the background; `cron` in the city's time zone. */
export interface Job {
  readonly name: string;
  readonly cron?: string;
  readonly run: (ctx: WriteContext, data: never) => Promise<void>;
}

export type GroupFigure = Figure & { readonly key: string; readonly label: string };

export interface RecordPage {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The three questions that a measure answers over the records of now, or over those of closed months as they stood. */
export interface Ledger {
  /** The figure for a scope. */
  readonly figure: (ctx: ReadContext, scope: MeasureScope) => Promise<Figure>;
  /** The same figure by a dimension; at most 400 groups, largest first. `key` is an id or a code, `label` for people. */
  readonly grouped: (ctx: ReadContext, scope: MeasureScope, by: Dimension) => Promise<readonly GroupFigure[]>;
  /** The records behind it that the actor may see, by keyset. `complete`: nothing was left out for that reason. */
  readonly records: (
    ctx: ReadContext,
    scope: MeasureScope,
    page: RecordPage,
  ) => Promise<{ readonly items: readonly MeasureRecord[]; readonly next: string | null; readonly complete: boolean }>;
}

/** How a measure keeps what its records were when a month was closed. */
export interface Closing extends Ledger {
  /** Every figure of a month for the city and by each of the splits; what has no records may be left out. */
  readonly everyFigure: (
    ctx: ReadContext,
    month: { readonly from: string; readonly to: string },
  ) => Promise<{ readonly split: Split; readonly key: string; readonly figure: Figure }[]>;
  /** Are figures of this scope among those of `everyFigure`? */
  readonly keeps: (ctx: ReadContext, scope: MeasureScope) => Promise<boolean>;
  /** Records of closed months in the scope that stand otherwise now, newest change first; of those that the actor may see. */
  readonly corrections: (
    ctx: ReadContext,
    scope: MeasureScope,
    page: RecordPage,
  ) => Promise<{ readonly items: readonly Correction[]; readonly next: string | null; readonly complete: boolean }>;
  /** How many; counting stops at 1,000. */
  readonly countCorrections: (ctx: ReadContext, scope: MeasureScope) => Promise<number>;
}

/** A measure: its meaning and the one query that gives value and record ids. */
export interface Measure extends MeasureMeaning, Ledger {
  /** Who may open the records. */
  readonly recordsPermission: Permission;
  /** For a measure whose records change afterwards. Without it, only the figures of a closed month are kept. */
  readonly closing?: Closing;
}

export interface MeasureRecord {
  readonly id: Id;
  /** For people: `2611-01072 柳园二号院地下室堆物`. */
  readonly title: string;
  /** Where it opens in the workbench: `/work/cases/…`. */
  readonly href: string;
  readonly at: Date;
  /** Does the record count for the numerator of a rate? */
  readonly counts: boolean;
}

/** What Ctrl-K finds. */
export interface SearchHit {
  readonly kind: Bilingual;
  readonly title: string;
  readonly note: string;
  readonly href: string;
}

export interface SearchSource {
  readonly permission: Permission;
  /** At most `limit` hits, best first; `text` is trimmed and not empty. */
  readonly find: (ctx: ReadContext, text: string, limit: number) => Promise<readonly SearchHit[]>;
}

/** A part of the demo city, written through the same services as real use, on a clock of its own. */
export interface DemoPart {
  readonly name: Bilingual;
  /** Smaller first; parts of the same order run in the order given. */
  readonly order: number;
  readonly load: (demo: DemoContext) => Promise<void>;
}

export interface DemoContext {
  /** Runs a use case as somebody at a moment of the demo's past, in a transaction of its own. */
  as<T>(
    who: 'system' | { readonly userName: string } | { readonly personId: Id } | 'public',
    at: Date,
    act: (ctx: WriteContext) => Promise<T>,
  ): Promise<T>;
  /** The demo's today: 2026-11-23 09:20 in the city, or the real today, whichever the options say. */
  readonly today: Date;
  progress(text: string): void;
  readonly locale: Locale;
}

/** Everything a slice contributes; the composition root hands each collection to whoever shows it. */
export interface Slice {
  readonly name: string;
  readonly grants: Grants;
  readonly routes: readonly Route[];
  readonly pages?: readonly Page[];
  readonly reactions?: readonly Reaction[];
  readonly jobs?: readonly Job[];
  readonly measures?: readonly Measure[];
  readonly today?: (ctx: ReadContext) => Promise<readonly TodayLine[]>;
  readonly search?: readonly SearchSource[];
  readonly sheets?: readonly SheetTemplate[];
  /** Who sees the files of its records. */
  readonly fileAccess?: readonly FileAccess[];
  /** What its people can be told, so that each chooses how. */
  readonly notices?: readonly NoticeKind[];
  readonly demo?: readonly DemoPart[];
  /** What its facts say, for who reads the journal. */
  readonly facts?: FactWords;
  /** Addresses that are neither operations nor pages: sign-in, Open311, live notices. */
  readonly mount?: (app: FastifyInstance, edge: Edge) => Promise<void>;
}
