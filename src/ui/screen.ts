import type { FunctionComponent } from 'react';
import type { Permission } from '../kernel/actor.ts';
import type { Bilingual } from '../kernel/text.ts';
import type { AreaContribution } from './contributed.ts';

/** The sections of the frame's side, in their order. A section shows when a person may open one of its entries. */
export const sections = {
  today: { zh: '今日', en: 'Today' },
  cases: { zh: '问题', en: 'Cases' },
  tasks: { zh: '任务与督办', en: 'Tasks' },
  meetings: { zh: '会议', en: 'Meetings' },
  areas: { zh: '片区与小区', en: 'Areas' },
  volunteers: { zh: '志愿服务', en: 'Volunteers' },
  publicity: { zh: '宣传与媒体', en: 'Publicity' },
  assessment: { zh: '测评', en: 'Assessment' },
  evidence: { zh: '材料', en: 'Evidence' },
  field: { zh: '实地', en: 'In the field' },
  figures: { zh: '统计与报告', en: 'Figures' },
  settings: { zh: '设置', en: 'Settings' },
} as const satisfies Record<string, Bilingual>;
export type Section = keyof typeof sections;

/** One page of the workbench, as a slice contributes it. */
export interface Screen {
  /** Below `/work`, parameters as `:name`: `/cases/:caseId`. */
  readonly path: `/${string}`;
  readonly title: Bilingual;
  readonly section: Section;
  /** Who may open it; a list means any of them. */
  readonly permission: Permission | readonly Permission[];
  /** Loaded when it is first opened. */
  readonly load: () => Promise<FunctionComponent>;
  /** Is it reached from the side? Smaller order first; the first permitted entry is where the section leads. */
  readonly entry?: Entry;
}

export interface Entry {
  readonly order: number;
  /** Named differently in the side than on the page. */
  readonly name?: Bilingual;
  /** The number beside it; a hook, so that it stays live. Undefined shows nothing. */
  readonly useCount?: () => number | undefined;
}

/** What Ctrl-K offers beside pages: an act that opens a form. */
export interface ScreenAction {
  readonly name: Bilingual;
  /** Other words people type for it. */
  readonly also?: readonly string[];
  readonly permission: Permission | readonly Permission[];
  /** Where it leads, `/work/cases/new`. */
  readonly href: string;
}

/** What a slice contributes to the workbench: `export const caseScreens: ScreenSet`. */
export interface ScreenSet {
  readonly screens: readonly Screen[];
  readonly actions?: readonly ScreenAction[];
  /** What it shows about an area on the city's screens. */
  readonly areas?: AreaContribution;
}
