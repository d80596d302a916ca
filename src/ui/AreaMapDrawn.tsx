import 'leaflet/dist/leaflet.css';
import './map.css';
import { useEffect, useId, useRef, useState } from 'react';
import { textOf, useTexts } from './i18n.ts';
import { Icon } from './icons.tsx';
import type { AreaMapProps } from './map.ts';
import { MapDrawing } from './map-drawing.ts';
import { uiTexts } from './text.ts';

export function AreaMapDrawn(props: AreaMapProps) {
  const { name, areas, points, clusters, selected, tiles, start, pin, follow } = props;
  const t = useTexts(uiTexts);
  const box = useRef<HTMLDivElement>(null);
  const acts = useRef(props);
  const buttons = useRef<HTMLDivElement>(null);
  const hint = useId();
  const picks = props.onPin !== undefined;
  const [drawing, setDrawing] = useState<MapDrawing | null>(null);
  useEffect(() => {
    acts.current = props;
  });
  useEffect(() => {
    if (!box.current) return undefined;
    const made = new MapDrawing(box.current, {
      area: (id) => acts.current.onArea?.(id),
      point: (id) => acts.current.onPoint?.(id),
      view: (view) => acts.current.onView?.(view),
      pin: (at) => acts.current.onPin?.(at),
      clusterWords: (n) => textOf(uiTexts, 'mapCluster', { n }),
      corner: () => ({
        left: buttons.current?.offsetLeft ?? Infinity,
        bottom: (buttons.current?.offsetTop ?? 0) + (buttons.current?.offsetHeight ?? 0),
      }),
      picks,
    });
    setDrawing(made);
    return () => made.remove();
  }, [picks]);
  useEffect(() => drawing?.tiles(tiles), [drawing, tiles]);
  useEffect(() => drawing?.areas(areas ?? []), [drawing, areas]);
  useEffect(() => drawing?.points(points ?? [], clusters ?? []), [drawing, points, clusters]);
  useEffect(() => drawing?.pin(pin ?? null), [drawing, pin]);
  useEffect(() => drawing?.begin(start ?? null), [drawing, start, areas, points]);
  useEffect(() => drawing?.select(selected ?? null, follow ?? false), [drawing, selected, follow, areas]);
  return (
    <>
      <div ref={box} className="tc-map-box" role="application" aria-label={t('mapOf', { name })} aria-describedby={hint} />
      <p id={hint} className="tc-unseen">
        {t('mapHint')}
      </p>
      <div ref={buttons} className="tc-map-zoom">
        <button type="button" aria-label={t('zoomIn')} title={t('zoomIn')} onClick={() => drawing?.zoom(1)}>
          <Icon name="plus" />
        </button>
        <button type="button" aria-label={t('zoomOut')} title={t('zoomOut')} onClick={() => drawing?.zoom(-1)}>
          <Icon name="dash" />
        </button>
        <button type="button" onClick={() => drawing?.all()}>
          {t('mapFit')}
        </button>
      </div>
    </>
  );
}
