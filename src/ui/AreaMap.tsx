import { lazy, Suspense } from 'react';
import type { AreaMapProps } from './map.ts';
import { Loading } from './States.tsx';

const Drawn = lazy(() => import('./AreaMapDrawn.tsx').then((loaded) => ({ default: loaded.AreaMapDrawn })));

/** The city's areas with what lies on them; the map library is loaded when the first map is shown. */
export function AreaMap(props: AreaMapProps) {
  return (
    <div className="tc-map" style={{ height: props.height ?? '100%', minHeight: props.height }}>
      <Suspense fallback={<Loading rows={5} />}>
        <Drawn {...props} />
      </Suspense>
    </div>
  );
}
