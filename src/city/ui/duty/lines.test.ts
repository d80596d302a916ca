import { describe, expect, it } from 'vitest';
import type { AreaRow, Borders, DutyLine } from '../answers.ts';
import { grouped, nextOf, polygonsOf } from './lines.ts';

const area = (id: string, parentId: string | null, kind: AreaRow['kind'] = 'compound'): AreaRow => ({
  id,
  parentId,
  kind,
  name: `${id}号`,
  code: id,
  path: id,
  sort: 0,
  lng: null,
  lat: null,
  hasPolygon: true,
  endedOn: null,
  revision: 1,
});
const line = (id: string, parentId: string | null, name: string | null): DutyLine => ({
  area: area(id, parentId),
  responsible: name ? { dutyId: `d${id}`, person: { id: `p${id}`, name }, since: '2026-03-02', until: null } : null,
  compound: null,
});

const tree = [area('b1', 'c', 'block'), area('1', 'b1'), area('2', 'b1'), area('b2', 'c', 'block'), area('3', 'b2'), area('4', 'c')];
const lines = [line('4', 'c', null), line('3', 'b2', '郑白露'), line('2', 'b1', null), line('1', 'b1', '李秋禾')];
const groups = grouped(lines, tree, new Map([['1', 2]]));
const all = groups.flatMap(({ standings }) => standings);

describe('the lines of area duty', () => {
  it('stand below their blocks in the order of the tree, those of none first', () => {
    expect(groups.map(({ name, standings }) => [name, standings.map((standing) => standing.line.area.id)])).toEqual([
      ['', ['4']],
      ['b1号', ['1', '2']],
      ['b2号', ['3']],
    ]);
  });

  it('are walked from vacancy to vacancy, and round again', () => {
    const vacant = (from: string | null) => nextOf(all, from, ({ line: { responsible } }) => responsible === null);
    expect([vacant(null), vacant('4'), vacant('2'), vacant('3')]).toEqual(['4', '2', '4', '4']);
    expect(nextOf(all, null, () => false)).toBeUndefined();
  });

  it('become polygons whose words and tone say the same as the tree', () => {
    const geometry = { type: 'Polygon' as const, coordinates: [] };
    const border = (id: string, kind: AreaRow['kind']) => ({
      type: 'Feature' as const,
      id,
      properties: { code: id, name: id, kind, parentId: null },
      geometry,
    });
    const borders: Borders = [border('c', 'community'), border('1', 'compound'), border('2', 'compound'), border('3', 'compound')];
    const drawn = polygonsOf(all, borders, { vacant: '空缺', overdue: (n) => `逾期 ${n}` });
    expect(drawn.map(({ id, tone, note }) => [id, tone, note])).toEqual([
      ['c', 'quiet', undefined],
      ['1', 'over', '李秋禾 逾期 2'],
      ['2', 'vacant', '空缺'],
      ['3', 'plain', '郑白露'],
    ]);
  });
});
