import type { Fault } from '../kernel/problem.ts';
import { readBorder, type BorderOptions } from './borders.ts';
import { areaKind, type AreaKind, type PolygonGeometry } from './schema.ts';

/** A feature of the file that is in order by itself. */
export interface DrawnFeature {
  /** `features.3` */
  readonly path: string;
  readonly code: string;
  readonly name: string | null;
  readonly kind: AreaKind | null;
  readonly parentCode: string | null;
  readonly polygon: PolygonGeometry;
}

const MAX_FEATURES = 20_000;
const fault = (path: string, code: string, zh: string, en: string): Fault => ({ path, code, zh, en });
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a file says: its features in order, and every fault of the others. */
export interface ReadFile {
  readonly features: readonly DrawnFeature[];
  readonly faults: readonly Fault[];
}

/** Lets others in between two features: a border of 5,000 corners takes 0.3 s to look at, and a file holds 300 of them. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Reads a GeoJSON FeatureCollection and names every fault by feature and path. */
export async function readCollection(collection: unknown, options: BorderOptions): Promise<ReadFile> {
  if (!isObject(collection) || collection['type'] !== 'FeatureCollection' || !Array.isArray(collection['features'])) {
    return {
      features: [],
      faults: [
        fault('collection', 'notCollection', '文件应是 GeoJSON 的 FeatureCollection。', 'The file must be a GeoJSON FeatureCollection.'),
      ],
    };
  }
  const list: readonly unknown[] = collection['features'];
  if (list.length === 0) return { features: [], faults: [fault('features', 'empty', '文件里没有任何图形。', 'The file has no feature.')] };
  if (list.length > MAX_FEATURES) {
    return {
      features: [],
      faults: [
        fault(
          'features',
          'tooManyFeatures',
          `一次最多导入 ${MAX_FEATURES} 个图形，请分开导入。`,
          `At most ${MAX_FEATURES} features at a time; split the file.`,
        ),
      ],
    };
  }
  const system = systemFault(collection['crs']);
  if (system) return { features: [], faults: [system] };
  return readFeatures(list, options);
}

async function readFeatures(list: readonly unknown[], options: BorderOptions): Promise<ReadFile> {
  const features: DrawnFeature[] = [];
  const faults: Fault[] = [];
  const seen = new Map<string, number>();
  for (const [index, feature] of list.entries()) {
    const read = readFeature(feature, `features.${index}`, options);
    faults.push(...read.faults);
    await breathe();
    if (!read.feature) continue;
    const { code } = read.feature;
    const earlier = seen.get(code);
    if (earlier !== undefined)
      faults.push(
        fault(
          `features.${index}.properties.code`,
          'codeTwice',
          `代码“${code}”在第 ${earlier + 1} 个图形里已经用过。`,
          `The code "${code}" already stands in feature ${earlier + 1}.`,
        ),
      );
    seen.set(code, index);
    features.push(read.feature);
  }
  return { features, faults };
}

function readFeature(feature: unknown, path: string, options: BorderOptions): { feature: DrawnFeature | null; faults: readonly Fault[] } {
  if (!isObject(feature) || feature['type'] !== 'Feature') {
    return { feature: null, faults: [fault(`${path}.type`, 'notFeature', '这一项不是 Feature。', 'This entry is not a Feature.')] };
  }
  const properties = isObject(feature['properties']) ? feature['properties'] : {};
  const code = textOf(properties['code'], 40);
  if (code === null) {
    return {
      feature: null,
      faults: [
        fault(
          `${path}.properties.code`,
          'noCode',
          '图形没有代码（properties.code），不知道是哪个片区。',
          'The feature has no code (properties.code), so its area is unknown.',
        ),
      ],
    };
  }
  const name = textOf(properties['name'], 80);
  const { polygon, faults } = readBorder(feature['geometry'], `${path}.geometry`, name ?? code, options);
  const kind = areaKind.safeParse(properties['kind']).data ?? null;
  return { feature: polygon && { path, code, name, kind, parentCode: textOf(properties['parent'], 40), polygon }, faults };
}

const textOf = (value: unknown, max: number): string | null => {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return text.length > 0 && text.length <= max ? text : null;
};

/** GeoJSON is WGS 84 and names nothing; older files name a system. CGCS2000 differs by centimetres. */
function systemFault(crs: unknown): Fault | null {
  if (crs === undefined || crs === null) return null;
  const properties = isObject(crs) && isObject(crs['properties']) ? crs['properties'] : {};
  const name = textOf(properties['name'], 200) ?? '?';
  if (/CRS84|EPSG:+(4326|4490)$/i.test(name)) return null;
  return fault(
    'collection.crs',
    'wrongSystem',
    `文件写明的坐标系是“${name}”，请转成 CGCS2000（EPSG:4490）或 WGS 84 经纬度再导入。`,
    `The file is in "${name}"; convert it to CGCS2000 (EPSG:4490) or WGS 84 first.`,
  );
}
