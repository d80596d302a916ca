import type { IconName } from '../../ui/icons.tsx';
import { type Screen, type Section, sections } from '../../ui/screen.ts';
import type { Session } from '../../ui/session.ts';
import { screens } from '../screens.ts';

export const sectionIcons: Readonly<Record<Section, IconName>> = {
  today: 'today',
  cases: 'flag',
  tasks: 'list',
  meetings: 'talk',
  areas: 'map',
  volunteers: 'heart',
  publicity: 'horn',
  assessment: 'bars',
  evidence: 'file',
  field: 'pin',
  figures: 'chart',
  settings: 'gear',
};

export interface SectionEntries {
  readonly section: Section;
  readonly entries: readonly Screen[];
}

/** What the side shows this person: sections with at least one entry that their posts use. */
export function sectionsFor(session: Session): readonly SectionEntries[] {
  const names = Object.keys(sections) as Section[];
  return names
    .map((section) => ({
      section,
      entries: screens
        .filter((screen) => screen.section === section && screen.entry && session.may(screen.permission))
        .toSorted((a, b) => (a.entry?.order ?? 0) - (b.entry?.order ?? 0)),
    }))
    .filter(({ entries }) => entries.length > 0);
}

export const hrefOf = (screen: Screen): string => `/work${screen.path}`;

/** The screen that an address belongs to. */
export function screenAt(path: string): Screen | undefined {
  const below = path.replace(/^\/work/, '');
  return screens.find((screen) => new RegExp(`^${screen.path.replace(/:\w+/g, '[^/]+')}$`).test(below));
}

/** Of several entries the one that the address stands at or below. */
export function entryAt(path: string, entries: readonly Screen[]): Screen | undefined {
  return entries
    .filter((entry) => path === hrefOf(entry) || path.startsWith(`${hrefOf(entry)}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
}
