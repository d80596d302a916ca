import type { ReactElement } from 'react';
import { placeNames, type NamedArea } from './map-names.ts';
import { type Box, middleOf, pathOf, project, type Projection, type Shape } from './projection.ts';

export interface MapArea {
  readonly id: string;
  readonly name: string;
  readonly shape: Shape;
  readonly chosen?: boolean;
}

/** Kinds differ by shape, not only by colour: disc with tick, drop with clock, square with bars, disc with a bar, ring with a number, dot. */
export type MarkKind = 'ok' | 'go' | 'hold' | 'closed' | 'group' | 'you';

export interface MapMark {
  readonly key: string;
  readonly kind: MarkKind;
  readonly lng: number;
  readonly lat: number;
  readonly label: string;
  readonly href?: string;
  readonly count?: number;
}

interface Props {
  readonly box: Box;
  readonly areas: readonly MapArea[];
  readonly marks: readonly MapMark[];
  /** What the picture is and where the same stands in words. */
  readonly label: string;
  readonly width?: number;
}

/** A map drawn by the server: the city's own borders and marks; no tiles, no script. */
export function MapPicture({ box, areas, marks, label, width = 360 }: Props): ReactElement {
  const to = project(box, width);
  return (
    <div className="map">
      <svg
        viewBox={`0 0 ${to.width} ${to.height}`}
        role="group"
        aria-label={label}
        data-box={[box.west, box.south, box.east, box.north].join(',')}
      >
        <rect className="ground" width={to.width} height={to.height} />
        {areas.map((area) => (
          <path key={area.id} className={area.chosen ? 'land chosen' : 'land'} d={pathOf(area.shape, to)} />
        ))}
        {namesOn(areas, marks, box, to).map(({ id, name, x, y }) => (
          <text key={id} lang="zh-CN" className="place" x={x} y={y} fontSize="12">
            {name}
          </text>
        ))}
        {marks.map((mark) => (
          <Mark key={mark.key} mark={mark} to={to} />
        ))}
      </svg>
    </div>
  );
}

function namesOn(areas: readonly MapArea[], marks: readonly MapMark[], box: Box, to: Projection): NamedArea[] {
  const middles = areas.flatMap(({ id, name, shape, chosen }) => {
    const middle = middleOf(shape, box);
    return middle ? [{ id, name, x: to.x(middle[0]), y: to.y(middle[1]), chosen: chosen ?? false }] : [];
  });
  const points = marks.map(({ lng, lat }) => ({ x: to.x(lng), y: to.y(lat) }));
  return placeNames(middles, points, to.width, to.height);
}

function Mark({ mark, to }: { readonly mark: MapMark; readonly to: Projection }): ReactElement {
  const drawing = (
    <g transform={`translate(${to.x(mark.lng)} ${to.y(mark.lat)})`}>
      <circle className="hit" r="16" />
      <Drawing mark={mark} />
    </g>
  );
  if (!mark.href) {
    return (
      <g role="img" aria-label={mark.label}>
        {drawing}
      </g>
    );
  }
  return (
    <a href={mark.href} aria-label={mark.label}>
      {drawing}
    </a>
  );
}

function Drawing({ mark }: { readonly mark: MapMark }): ReactElement {
  switch (mark.kind) {
    case 'ok':
      return (
        <>
          <circle className="mark ok" r="10" />
          <path className="sign" d="m-4 0 3 3 5-6" />
        </>
      );
    case 'go':
      return (
        <>
          <path className="mark go" d="M0 14-8 4a10 10 0 1 1 16 0z" />
          <path className="sign" d="M0-7v5l3 2" />
        </>
      );
    case 'hold':
      return (
        <>
          <rect className="mark hold" x="-9" y="-9" width="18" height="18" />
          <path className="sign" d="M-3-3v6M3-3v6" />
        </>
      );
    case 'closed':
      return (
        <>
          <circle className="mark hold" r="10" />
          <path className="sign" d="M-4 0h8" />
        </>
      );
    case 'group':
      return (
        <>
          <circle className="group" r="14" />
          <text className="count" y="4.5" fontSize={(mark.count ?? 0) > 999 ? 10 : 13}>
            {mark.count}
          </text>
        </>
      );
    case 'you':
      return <circle className="mark you" r="7" />;
  }
}
