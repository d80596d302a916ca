import { Modal } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useTexts } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icons.tsx';
import { useStill } from '../../ui/keys.ts';
import { usePlace } from '../../ui/place.ts';
import { type Found, useFound } from './found.ts';
import { frameTexts } from './text.ts';

/** Ctrl-K: pages, actions and records by number, name or pinyin. */
export function Palette({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  const t = useTexts(frameTexts);
  useStill(open);
  return (
    <Modal open={open} onCancel={close} footer={null} closable={false} width={640} destroyOnHidden className="tc-palette" aria-label={t('searchShort')} style={{ top: 72 }}>
      <Search close={close} />
    </Modal>
  );
}

function Search({ close }: { readonly close: () => void }) {
  const t = useTexts(frameTexts);
  const place = usePlace();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const { found, searching } = useFound(text.trim());
  const here = Math.min(at, found.length - 1);
  const open = (item: Found | undefined) => {
    if (!item) return;
    close();
    place.go(item.href);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = (here + step + found.length) % Math.max(1, found.length);
      setAt(next);
      document.getElementById(`tc-found-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') open(found[here]);
  };
  return (
    <>
      <div className="tc-palette-input">
        <Icon name="search" />
        <input
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls="tc-found"
          aria-activedescendant={found[here] ? `tc-found-${here}` : undefined}
          aria-label={t('search')}
          placeholder={t('paletteHint')}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
      </div>
      <FoundList found={found} here={here} open={open} />
      <p className="tc-hint" role="status">
        {text && !searching ? (found.length > 0 ? t('paletteFound', { n: found.length }) : t('paletteNone', { text })) : t('paletteKeys')}
      </p>
    </>
  );
}

function FoundList({ found, here, open }: { readonly found: readonly Found[]; readonly here: number; readonly open: (item: Found) => void }) {
  const t = useTexts(frameTexts);
  return (
    <ul id="tc-found" role="listbox" aria-label={t('searchShort')} className="tc-found">
      {found.map((item, index) => (
        // The keys of a list box belong to its input, which names the active entry.
        <li key={`${item.kind}${item.href}${item.title}`} id={`tc-found-${index}`} role="option" aria-selected={index === here} onClick={() => open(item)} onKeyDown={() => undefined}>
          <small>{item.kind}</small>
          <span>{item.title}</span>
          {item.note ? <em>{item.note}</em> : null}
        </li>
      ))}
    </ul>
  );
}
