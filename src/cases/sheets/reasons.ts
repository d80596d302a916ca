import { choice, text, whole, yesNo } from '../../platform/sheets/columns.ts';
import { defineSheet } from '../../platform/sheets/template.ts';
import { decideSwitchOff } from '../rules/reasons.ts';
import { reasonKinds, type Reason, type ReasonKind } from '../schema/reasons.ts';
import { calendarSubject } from '../service/calendar.ts';
import { putReason } from '../service/reasons.ts';
import { casework, touchCasework } from '../store/casework.ts';

const rowOf = (one: Reason) => ({
  kind: one.kind,
  code: one.code,
  nameZh: one.name.zh,
  nameEn: one.name.en,
  toldZh: one.told.zh || null,
  toldEn: one.told.en || null,
  wordsNeeded: one.wordsNeeded,
  hintZh: one.wordsHint.zh || null,
  hintEn: one.wordsHint.en || null,
  position: one.position,
  source: one.source || null,
  provisional: one.provisional,
  active: one.active,
});
type Row = ReturnType<typeof rowOf>;

const reasonIn = (row: Row): Reason => ({
  kind: row.kind,
  code: row.code,
  name: { zh: row.nameZh, en: row.nameEn },
  told: { zh: row.toldZh ?? '', en: row.toldEn ?? '' },
  wordsNeeded: row.wordsNeeded,
  wordsHint: { zh: row.hintZh ?? '', en: row.hintEn ?? '' },
  position: row.position,
  source: row.source ?? '',
  provisional: row.provisional,
  active: row.active,
});

const keyOf = ({ kind, code }: { readonly kind: ReasonKind; readonly code: string }) => `${kind} ${code}`;

/** Reasons by kind and code; one that the sheet leaves out stays as it is. */
export const reasonsSheet = defineSheet({
  name: 'case-reasons',
  title: { zh: '不予受理、退单、挂账的理由', en: 'Reasons to decline, give back, wait' },
  permission: 'cases.settings',
  importPermission: 'cases.settings',
  columns: {
    kind: choice({ header: { zh: '哪张清单', en: 'List' }, choices: reasonKinds, required: true }),
    code: text({
      header: { zh: '代码', en: 'Code' },
      required: true,
      max: 39,
      pattern: /^[A-Za-z][A-Za-z0-9-]*$/,
      example: 'outsideCity',
      note: { zh: '旧件按代码找理由，用过就不要改', en: 'Old cases name their reason by it; leave it once used' },
    }),
    nameZh: text({ header: { zh: '理由', en: 'Reason in Chinese' }, required: true, max: 100, width: 30 }),
    nameEn: text({ header: { zh: '英文', en: 'Reason' }, required: true, max: 100, width: 30 }),
    toldZh: text({ header: { zh: '告诉反映人的话', en: 'Told the reporter, in Chinese' }, max: 300, width: 40 }),
    toldEn: text({ header: { zh: '告诉反映人的话（英文）', en: 'Told the reporter' }, max: 300, width: 40 }),
    wordsNeeded: yesNo({ header: { zh: '必须写附言', en: 'Words needed' }, required: true }),
    hintZh: text({ header: { zh: '附言写什么', en: 'What the words say, in Chinese' }, max: 120, width: 30 }),
    hintEn: text({ header: { zh: '附言写什么（英文）', en: 'What the words say' }, max: 120, width: 30 }),
    position: whole({ header: { zh: '顺序', en: 'Order' }, required: true, min: 0, max: 999 }),
    source: text({ header: { zh: '依据', en: 'Source' }, max: 300, width: 30 }),
    provisional: yesNo({ header: { zh: '暂定', en: 'Provisional' }, required: true }),
    active: yesNo({ header: { zh: '启用', en: 'Active' }, required: true }),
  },
  async *load(ctx) {
    for (const one of (await casework(ctx.read)).reasons) yield rowOf(one);
  },
  async plan(ctx, rows) {
    const { reasons } = await casework(ctx.read);
    const known = new Map(reasons.map((one) => [keyOf(one), one]));
    // The lists as they would stand afterwards: one reason of each has to stay in use.
    const after = new Map([...known, ...rows.map(({ values }) => [keyOf(values), reasonIn(values)] as const)]);
    const seen = new Set<string>();
    return rows.map(({ values }) => {
      const key = keyOf(values);
      if (seen.has(key)) return { faults: [{ path: 'code', code: 'twice', zh: '代码重复', en: 'the code stands twice' }] };
      seen.add(key);
      const off = decideSwitchOff([...after.values()], values).refused;
      if (off) return { faults: [{ path: 'active', code: off.code, zh: off.zh, en: off.en }] };
      const before = known.get(key);
      const same = before !== undefined && JSON.stringify(rowOf(before)) === JSON.stringify(rowOf(reasonIn(values)));
      return { verdict: before ? (same ? 'same' : 'update') : 'create' } as const;
    });
  },
  async apply(ctx, rows) {
    const known = new Map((await casework(ctx.tx)).reasons.map((one) => [keyOf(one), one]));
    for (const { values, verdict } of rows) {
      const input = reasonIn(values);
      await putReason(ctx, input);
      await ctx.record({
        type: verdict === 'create' ? 'caseReason.added' : 'caseReason.changed',
        subject: { kind: 'city', id: calendarSubject },
        before: known.get(keyOf(input)) ?? null,
        after: { ...input },
      });
    }
    await touchCasework(ctx.tx);
  },
});
