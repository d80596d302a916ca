import { choice, text, whole, yesNo } from '../../platform/sheets/columns.ts';
import { defineSheet } from '../../platform/sheets/template.ts';
import type { CategoryInput } from '../service/settings.ts';
import { putCategory } from '../service/settings.ts';
import { calendarSubject } from '../service/calendar.ts';
import { casework, touchCasework, type CategoryRow } from '../store/casework.ts';

const kinds = { event: { zh: '事件', en: 'event' }, component: { zh: '部件', en: 'component' } } as const;

const rowOf = (row: CategoryRow) => ({
  code: row.code,
  classCode: row.classCode,
  nameZh: row.name.zh,
  nameEn: row.name.en,
  kind: row.kind,
  standard: row.standard.zh,
  keywords: row.keywords.join(' '),
  publicOrder: row.publicOrder,
  urgent: row.urgent,
  photosNeeded: row.photosNeeded,
  nearPublic: row.nearPublic,
  nearStaff: row.nearStaff,
  source: row.source,
  active: row.active,
});
type Row = ReturnType<typeof rowOf>;

const same = (row: CategoryRow, values: Readonly<Record<keyof Row, unknown>>): boolean => {
  const now: Readonly<Record<string, unknown>> = rowOf(row);
  return Object.entries(values).every(([key, value]) => (value ?? '') === (now[key] ?? ''));
};

/** Categories by code. Limits stand in the versions of the policy, questions in the category's page. */
export const categoriesSheet = defineSheet({
  name: 'case-categories',
  title: { zh: '问题类别', en: 'Case categories' },
  permission: 'cases.settings',
  importPermission: 'cases.settings',
  columns: {
    code: text({ header: { zh: '代码', en: 'Code' }, required: true, max: 39, pattern: /^[0-9a-z][0-9a-z-]*$/, example: 'e01-01' }),
    classCode: text({ header: { zh: '大类代码', en: 'Class' }, max: 39, note: { zh: '空着就是大类', en: 'Empty for a class' } }),
    nameZh: text({ header: { zh: '名称', en: 'Name in Chinese' }, required: true, max: 60, width: 20 }),
    nameEn: text({ header: { zh: '英文名称', en: 'Name' }, required: true, max: 60, width: 20 }),
    kind: choice({ header: { zh: '事件或部件', en: 'Kind' }, choices: kinds, required: true }),
    standard: text({ header: { zh: '办到什么程度', en: 'What counts as done' }, max: 200, width: 30 }),
    keywords: text({ header: { zh: '关键词（空格隔开）', en: 'Keywords' }, max: 400, width: 30 }),
    publicOrder: whole({ header: { zh: '公众页面顺序', en: 'Order for the public' }, min: 1, max: 999 }),
    urgent: yesNo({ header: { zh: '紧急', en: 'Urgent' }, required: true }),
    photosNeeded: whole({ header: { zh: '交回照片数', en: 'Photos' }, required: true, min: 0, max: 9 }),
    nearPublic: whole({ header: { zh: '公众查重（米）', en: 'Near, public (m)' }, required: true, min: 10, max: 5000 }),
    nearStaff: whole({ header: { zh: '工作人员查重（米）', en: 'Near, staff (m)' }, required: true, min: 10, max: 5000 }),
    source: text({ header: { zh: '依据', en: 'Source' }, max: 300, width: 30 }),
    active: yesNo({ header: { zh: '启用', en: 'Active' }, required: true }),
  },
  async *load(ctx) {
    for (const row of (await casework(ctx.read)).categories.values()) yield rowOf(row);
  },
  async plan(ctx, rows) {
    const { categories } = await casework(ctx.read);
    const classes = new Set([
      ...[...categories.values()].filter((row) => row.classCode === null).map((row) => row.code),
      ...rows.filter(({ values }) => !values.classCode).map(({ values }) => values.code),
    ]);
    const seen = new Set<string>();
    return rows.map(({ values }) => {
      if (seen.has(values.code)) return { faults: [{ path: 'code', code: 'twice', zh: '代码重复', en: 'the code stands twice' }] };
      seen.add(values.code);
      if (values.classCode && !classes.has(values.classCode))
        return { faults: [{ path: 'classCode', code: 'unknown', zh: '没有这个大类', en: 'no such class' }] };
      const known = categories.get(values.code);
      return { verdict: known ? (same(known, values) ? 'same' : 'update') : 'create' } as const;
    });
  },
  async apply(ctx, rows) {
    const { categories } = await casework(ctx.tx);
    for (const { values } of rows.toSorted((a, b) => Number(a.values.classCode !== null) - Number(b.values.classCode !== null))) {
      const known = categories.get(values.code);
      const input: CategoryInput = {
        code: values.code,
        classCode: values.classCode,
        name: { zh: values.nameZh, en: values.nameEn },
        kind: values.kind,
        description: known?.description ?? { zh: values.nameZh, en: values.nameEn },
        standard: { zh: values.standard ?? '', en: known?.standard.en ?? values.standard ?? '' },
        keywords: (values.keywords ?? '').split(/\s+/).filter((word) => word !== ''),
        publicOrder: values.publicOrder,
        tile: known?.tile ?? null,
        urgent: values.urgent,
        photosNeeded: values.photosNeeded,
        nearPublic: values.nearPublic,
        nearStaff: values.nearStaff,
        attributes: known?.attributes ?? [],
        provisional: known?.provisional ?? false,
        source: values.source ?? '',
        active: values.active,
      };
      await putCategory(ctx, input);
      await ctx.record({ type: 'caseCategory.saved', subject: { kind: 'city', id: calendarSubject }, after: { ...input } });
    }
    await touchCasework(ctx.tx);
  },
});
