import { Button } from 'antd';
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef } from 'react';
import { useTexts } from '../../../ui/i18n.ts';
import { actTexts } from '../text/acts.ts';
import { between, byKey, fitted, type Mask } from './masks.ts';

interface MaskEditorProps {
  readonly src: string;
  readonly alt: string;
  readonly value: readonly Mask[];
  readonly onChange: (masks: readonly Mask[]) => void;
}

interface Drag {
  readonly index: number;
  readonly how: 'draw' | 'move' | 'size';
  readonly fromX: number;
  readonly fromY: number;
  readonly first: Mask;
}

/** Rectangles over a picture: drawn with the pointer, or added, moved and resized with the keyboard. */
export function MaskEditor({ src, alt, value, onChange }: MaskEditorProps) {
  const t = useTexts(actTexts);
  const hint = useId();
  const frame = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag | null>(null);
  const focus = useRef<number | null>(null);
  useEffect(() => {
    if (focus.current === null) return;
    frame.current?.querySelectorAll<HTMLElement>('[data-mask]')[focus.current]?.focus();
    focus.current = null;
  }, [value.length]);
  const replace = (index: number, mask: Mask) => onChange(value.map((each, at) => (at === index ? mask : each)));
  const drop = (index: number) => {
    focus.current = Math.max(0, index - 1);
    onChange(value.filter((_, other) => other !== index));
  };
  const add = () => {
    focus.current = value.length;
    onChange([...value, { x: 0.4, y: 0.4, width: 0.2, height: 0.2 }]);
  };
  const at = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box) return [0, 0] as const;
    return [
      Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)),
      Math.min(1, Math.max(0, (event.clientY - box.top) / box.height)),
    ] as const;
  };
  const down = (event: PointerEvent) => {
    const [x, y] = at(event);
    const on = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-mask]') : null;
    const index = on ? Number(on.dataset.mask) : value.length;
    const how = on ? (event.target instanceof Element && event.target.hasAttribute('data-corner') ? 'size' : 'move') : 'draw';
    const first = value[index] ?? { x, y, width: 0, height: 0 };
    drag.current = { index, how, fromX: x, fromY: y, first };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    const held = drag.current;
    if (!held) return;
    const [x, y] = at(event);
    const { first, how } = held;
    const mask =
      how === 'draw'
        ? between(held.fromX, held.fromY, x, y)
        : how === 'move'
          ? { ...first, x: first.x + x - held.fromX, y: first.y + y - held.fromY }
          : { ...first, width: Math.max(0.01, first.width + x - held.fromX), height: Math.max(0.01, first.height + y - held.fromY) };
    if (held.index < value.length) replace(held.index, fitted(mask));
    else if (mask.width > 0.01 && mask.height > 0.01) onChange([...value, fitted(mask)]);
  };
  const key = (event: KeyboardEvent, index: number) => {
    const mask = value[index];
    if (!mask) return;
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      drop(index);
      return;
    }
    const moved = byKey(mask, event.key, event.shiftKey, event.ctrlKey);
    if (!moved) return;
    event.preventDefault();
    replace(index, moved);
  };
  return (
    <div className="cs-masks">
      <p className="tc-hint" id={hint}>
        {t('maskHint')}
      </p>
      <div ref={frame} className="cs-masks-frame" onPointerDown={down} onPointerMove={move} onPointerUp={() => (drag.current = null)}>
        <img src={src} alt={alt} draggable={false} />
        {value.map((mask, index) => (
          <MaskBox key={index} mask={mask} number={index + 1} describedBy={hint} onKey={(event) => key(event, index)} />
        ))}
      </div>
      <div className="cs-form-foot">
        <Button size="small" onClick={add}>
          {t('maskAdd')}
        </Button>
        {value.length > 0 ? (
          <Button size="small" onClick={() => onChange([])}>
            {t('maskClear')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

interface MaskBoxProps {
  readonly mask: Mask;
  readonly number: number;
  readonly describedBy: string;
  readonly onKey: (event: KeyboardEvent) => void;
}

const percent = (value: number) => Math.round(value * 100);

function MaskBox({ mask, number, describedBy, onKey }: MaskBoxProps) {
  const t = useTexts(actTexts);
  const place = { left: `${mask.x * 100}%`, top: `${mask.y * 100}%`, width: `${mask.width * 100}%`, height: `${mask.height * 100}%` };
  const label = t('maskLabel', { n: number, x: percent(mask.x), y: percent(mask.y), w: percent(mask.width), h: percent(mask.height) });
  return (
    <button
      type="button"
      className="cs-mask"
      data-mask={number - 1}
      aria-label={label}
      aria-describedby={describedBy}
      style={place}
      onKeyDown={onKey}
    >
      <span data-corner="" aria-hidden="true" />
    </button>
  );
}
