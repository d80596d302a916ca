import { useEffect, useRef } from 'react';
import type { Line } from './line-drawing.ts';

/** A line for the eye alone: whoever shows it says its values in words beside it. The drawing library comes when it is needed. */
export function LinePicture({ values, low, high, at }: Line) {
  const place = useRef<HTMLDivElement>(null);
  const key = values.join(' ');
  useEffect(() => {
    let remove: (() => void) | undefined;
    let gone = false;
    void import('./line-drawing.ts').then(({ drawLine }) => {
      const values = key.split(' ').map((value) => (value === '' ? null : Number(value)));
      if (!gone && place.current) remove = drawLine(place.current, { values, low, high, at });
    });
    return () => {
      gone = true;
      remove?.();
    };
  }, [key, low, high, at]);
  return <div ref={place} className="tc-line" aria-hidden="true" />;
}
