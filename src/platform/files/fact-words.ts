import { sql } from 'kysely';
import type { FactWords } from '../journal/words.ts';

const types = {
  'file.masked': { zh: '遮挡照片', en: 'Picture masked' },
  'file.released': { zh: '公开照片', en: 'Picture released' },
  'file.withdrawn': { zh: '撤下照片', en: 'Picture withdrawn' },
};

type Types = typeof types;
declare module '../context.ts' {
  interface FactTypes extends Types {}
}

export const fileFactWords: FactWords = {
  types,
  subjects: { file: { zh: '文件', en: 'File' } },
  fields: {
    masks: { zh: '遮挡', en: 'Masks' },
    id: { zh: '编号', en: 'Id' },
    x: { zh: '左', en: 'left' },
    y: { zh: '上', en: 'top' },
    width: { zh: '宽', en: 'width' },
    height: { zh: '高', en: 'height' },
    style: { zh: '样式', en: 'style', choices: { pixelate: { zh: '马赛克', en: 'pixels' }, fill: { zh: '涂黑', en: 'filled' } } },
  },
  names: {
    file: async (read, ids) => {
      const rows = await read.rows(
        sql<{ id: string; name: string }>`select id, name from files where city_id = ${read.cityId} and id = any(${ids}::uuid[])`,
      );
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
  },
};
