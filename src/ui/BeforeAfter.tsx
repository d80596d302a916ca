import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
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
  const step = (event: KeyboardEvent) => {
    const to = { ArrowLeft: at - 5, ArrowRight: at + 5, Home: 0, End: 100 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setAt(Math.min(100, Math.max(0, to)));
  };
  return (
    <figure className="tc-compare">
      <div ref={frame} className="tc-compare-frame" style={{ '--at': `${at}%` } as CSSProperties} onPointerDown={move} onPointerMove={move}>
        <img src={after.src} alt={after.alt} draggable={false} />
        <img src={before.src} alt={before.alt} draggable={false} className="tc-compare-before" />
        <div className="tc-compare-line" role="slider" tabIndex={0} aria-label={t('slider')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={at} aria-valuetext={t('sliderAt', { n: at })} onKeyDown={step}>
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
