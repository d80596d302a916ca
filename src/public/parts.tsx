import type { ReactElement, ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { useLocale } from './site.ts';

export type Tone = 'neutral' | 'ok' | 'go' | 'late' | 'warn';

/** A state is always a word and a drawing, never colour alone. */
export function State({
  tone,
  icon,
  children,
}: {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <span className={tone === 'neutral' ? 'state' : `state ${tone}`}>
      <Icon name={icon} />
      {children}
    </span>
  );
}

/** Text whose clauses stay together where a break inside would show. */
export function Whole({ children }: { readonly children: ReactNode }): ReactElement {
  return <span className="nw">{children}</span>;
}

/** What people and offices wrote is Chinese on an English page too: a screen reader has to know. */
export function Chinese({ children }: { readonly children: ReactNode }): ReactElement {
  return useLocale() === 'zh' ? <>{children}</> : <span lang="zh-CN">{children}</span>;
}

/** A sentence with a telephone number at `{phone}` that is called by a touch. */
export function WithPhone({ text, phone }: { readonly text: string; readonly phone: string }): ReactElement {
  const [before = '', after = ''] = text.split('{phone}');
  return (
    <>
      {before}
      <a href={`tel:${phone}`}>{phone}</a>
      {after}
    </>
  );
}

export interface LinkRow {
  readonly href: string;
  readonly title: string;
  readonly note: string;
}

/** Ways onward, each a whole row to touch. */
export function LinkRows({ rows }: { readonly rows: readonly LinkRow[] }): ReactElement {
  return (
    <ul className="rows links">
      {rows.map(({ href, title, note }) => (
        <li key={href}>
          <a href={href}>
            <span>
              <b>{title}</b>
              <small>{note}</small>
            </span>
            <Icon name="forward" />
          </a>
        </li>
      ))}
    </ul>
  );
}

export interface TimelineEntry {
  readonly key: string;
  readonly when: string;
  readonly at?: Date;
  readonly body: ReactNode;
  /** Where things stand. */
  readonly now?: boolean;
}

/** What happened, as sentences, oldest first. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }): ReactElement {
  return (
    <ol className="time">
      {entries.map(({ key, when, at, body, now }) => (
        <li key={key} className={now ? 'now' : undefined}>
          {at ? <time dateTime={at.toISOString()}>{when}</time> : <span className="when">{when}</span>}
          {body}
        </li>
      ))}
    </ol>
  );
}

export interface Picture {
  readonly src: string;
  readonly full?: string;
  /** What can be seen, for who cannot see it. */
  readonly alt: string;
  readonly caption: ReactNode;
}

/** Pictures side by side, as before and after. */
export function Pictures({ pictures }: { readonly pictures: readonly Picture[] }): ReactElement {
  return (
    <div className={pictures.length === 1 ? 'pictures single' : 'pictures'}>
      {pictures.map(({ src, full, alt, caption }) => (
        <figure key={src}>
          {full ? (
            <a href={full}>
              <img src={src} alt={alt} width="320" height="240" loading="lazy" decoding="async" />
            </a>
          ) : (
            <img src={src} alt={alt} width="320" height="240" loading="lazy" decoding="async" />
          )}
          <figcaption>{caption}</figcaption>
        </figure>
      ))}
    </div>
  );
}

export interface Chip {
  readonly href: string;
  readonly label: string;
  readonly icon?: IconName;
  readonly current: boolean;
}

/** Filters as links: each is an address of its own; what else narrows the list stands behind them. */
export function Chips({
  label,
  chips,
  children,
}: {
  readonly label: string;
  readonly chips: readonly Chip[];
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <nav className="chips" aria-label={label}>
      {chips.map(({ href, label: name, icon, current }) => (
        <a key={href} href={href} aria-current={current ? 'true' : undefined}>
          {icon && <Icon name={icon} />}
          {name}
        </a>
      ))}
      {children}
    </nav>
  );
}
