import './palette.css';
import { Modal } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Go } from '../../ui/Go.tsx';
import { useTexts } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icons.tsx';
import { useStill } from '../../ui/keys.ts';
import { usePlace } from '../../ui/place.ts';
import { useFirstFocus } from '../../ui/useFirstFocus.ts';
import { type Found, useFound } from './found.ts';
import { frameTexts } from './text.ts';

/** Ctrl-K: pages, actions and records by number, name or pinyin. */
export function Palette({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  const t = useTexts(frameTexts);
  useStill(open);
  return (
    <Modal
      open={open}
      onCancel={close}
      footer={null}
      closable={false}
      width={640}
      destroyOnHidden
      className="tc-palette"
      aria-label={t('searchShort')}
      style={{ top: 72 }}
    >
      {open ? <Search close={close} /> : null}
    </Modal>
  );
}

/** Arrows move through the links below the field; Enter in the field opens the first of them. */
function Search({ close }: { readonly close: () => void }) {
  const t = useTexts(frameTexts);
  const place = usePlace();
  const field = useFirstFocus<HTMLInputElement>();
  const list = useRef<HTMLUListElement>(null);
  const [text, setText] = useState('');
  const { found, searching } = useFound(text.trim());
  const [first] = found;
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const links = [...(list.current?.querySelectorAll('a') ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      // In the field the first line is marked already, so that one press goes to the second.
      const next = (at < 0 && step > 0 ? 0 : at) + step;
      if (next < 0) field.current?.focus();
      else links[Math.min(next, links.length - 1)]?.focus();
    } else if (event.key === 'Enter' && at < 0 && first) {
      event.preventDefault();
      close();
      place.go(first.href);
    } else if (at >= 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey) field.current?.focus();
  };
  return (
    <search>
      <div className="tc-palette-input">
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          aria-label={t('search')}
          placeholder={t('paletteHint')}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={onKey}
        />
      </div>
      <ul ref={list} className="tc-found">
        {found.map((item) => (
          <li key={`${item.kind}${item.href}${item.title}`}>
            <FoundLine item={item} close={close} onKey={onKey} />
          </li>
        ))}
      </ul>
      <output className="tc-hint">
        {text && !searching ? (found.length > 0 ? t('paletteFound', { n: found.length }) : t('paletteNone', { text })) : t('paletteKeys')}
      </output>
    </search>
  );
}

function FoundLine({
  item,
  close,
  onKey,
}: {
  readonly item: Found;
  readonly close: () => void;
  readonly onKey: (event: KeyboardEvent) => void;
}) {
  return (
    <Go href={item.href} onClick={close} onKeyDown={onKey}>
      <small>{item.kind}</small>
      <span>{item.title}</span>
      {item.note ? <em>{item.note}</em> : null}
    </Go>
  );
}
