import { type CSSProperties, type PointerEvent, useRef, useState } from 'react';
import { useTexts } from './i18n.ts';
import { Icon } from './icons.tsx';
import { uiTexts } from './text.ts';

interface Side {
  readonly src: string;
  /** What the picture shows, for who cannot see it. */
  readonly alt: string;
  /** `处置前 11-09 08:14,来电人拍` */
  readonly caption: string;
}

/** Both states in one frame, so that nobody compares from memory. Drag, or arrow keys. */
export function BeforeAfter({ before, after }: { readonly before: Side; readonly after: Side }) {
  const t = useTexts(uiTexts);
  const [at, setAt] = useState(50);
  const frame = useRef<HTMLDivElement>(null);
  const move = (event: PointerEvent) => {
    if (event.type === 'pointermove' && event.buttons === 0) return;
    const box = frame.current?.getBoundingClientRect();
    if (box) setAt(Math.min(100, Math.max(0, Math.round(((event.clientX - box.left) / box.width) * 100))));
  };
  return (
    <figure className="tc-compare">
      <div ref={frame} className="tc-compare-frame" style={{ '--at': `${at}%` } as CSSProperties} onPointerDown={move} onPointerMove={move}>
        <img src={after.src} alt={after.alt} draggable={false} />
        <img src={before.src} alt={before.alt} draggable={false} className="tc-compare-before" />
        <input
          type="range"
          className="tc-unseen"
          min={0}
          max={100}
          step={5}
          value={at}
          aria-label={t('slider')}
          aria-valuetext={t('sliderAt', { n: at })}
          onChange={({ target }) => setAt(Number(target.value))}
        />
        <div className="tc-compare-line" aria-hidden="true">
          <span>
            <Icon name="left" />
            <Icon name="right" />
          </span>
        </div>
      </div>
      <figcaption>
        <span>{before.caption}</span>
        <span className="tc-hint">
          {t('dragMiddle')} <kbd>←</kbd> <kbd>→</kbd>
        </span>
        <span>{after.caption}</span>
      </figcaption>
    </figure>
  );
}
