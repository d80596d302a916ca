import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { text } from '../../platform/sheets/columns.ts';
import { defineSheet, type NumberedRow, type Verdict } from '../../platform/sheets/template.ts';
import { cityDay, maskPhone } from '../rules.ts';
import { changePeople } from '../service/change-people.ts';
import { lockNamed } from '../service/lock-rows.ts';
import { addPeople } from '../service/people.ts';
import { allPeople } from '../store/people.ts';
import { decideEach, fault, faultsOnly, repeated, verdictOf, type Broken } from './planning.ts';

const hasEnded = fault('code', 'ended', '这个人已停用，不能再改。', 'This person has ended.');

interface PersonLine {
  readonly code: string;
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
}

const standing = async (ctx: ReadContext) => new Map((await allPeople(ctx.read)).map((person) => [person.code, person]));

async function plan(ctx: ReadContext, rows: readonly NumberedRow<PersonLine>[], broken: Broken<PersonLine>): Promise<Verdict[]> {
  const byCode = await standing(ctx);
  const twice = repeated(rows, broken, 'code', (row) => row.code ?? null);
  const ended = (code: string | undefined) => (code !== undefined && byCode.get(code)?.active === false ? hasEnded : null);
  const verdicts = await decideEach(rows, ({ row, values }) => {
    const known = byCode.get(values.code);
    const faults = [twice.get(row) ?? [], ended(values.code) ?? []].flat();
    const same = known && known.name === values.name && known.phone === values.phone && known.email === values.email;
    return verdictOf(faults, known ? (same ? 'same' : 'update') : 'create');
  });
  return [...verdicts, ...broken.map(({ row, values }) => faultsOnly(twice.get(row), ended(values.code)))];
}

const lock = (ctx: WriteContext, rows: readonly NumberedRow<PersonLine>[]): Promise<void> =>
  lockNamed(ctx, { people: rows.map(({ values }) => values.code) });

async function apply(ctx: WriteContext, rows: readonly (NumberedRow<PersonLine> & { verdict: 'create' | 'update' })[]): Promise<void> {
  const byCode = await standing(ctx);
  await addPeople(
    ctx,
    rows.flatMap(({ values }) => (byCode.has(values.code) ? [] : [values])),
  );
  await changePeople(
    ctx,
    rows.flatMap(({ values: { code, ...wanted } }) => {
      const person = byCode.get(code);
      return person ? [{ person, wanted }] : [];
    }),
  );
}

async function* load(ctx: ReadContext): AsyncGenerator<PersonLine> {
  const plain = ctx.may('city.viewPhones');
  for (const { active, endedOn, code, name, phone, email } of await allPeople(ctx.read)) {
    if (!active || (endedOn !== null && endedOn < cityDay(ctx.now))) continue;
    yield { code, name, phone: phone !== null && !plain ? maskPhone(phone) : phone, email: plain ? email : null };
  }
}

/** People without their posts: the system administrator keeps the one, the security administrator gives the other. */
export const peopleSheet = defineSheet({
  name: 'people',
  title: { zh: '人员', en: 'People' },
  permission: 'city.viewPeople',
  importPermission: 'city.managePeople',
  columns: {
    code: text({
      header: { zh: '人员编号', en: 'Code' },
      required: true,
      max: 40,
      note: { zh: '按编号对应；新编号就是新人员', en: 'Rows are matched by code; a new code is a new person' },
      example: 'R0001',
    }),
    name: text({ header: { zh: '姓名', en: 'Name' }, required: true, max: 40, example: '李秋禾' }),
    phone: text({
      header: { zh: '电话', en: 'Phone' },
      max: 24,
      width: 18,
      pattern: /^[0-9+\-() ]{3,24}$/,
      form: {
        zh: '电话只能有数字和 + - ( )；带 * 的是遮住的号码，不能导入',
        en: 'digits and + - ( ) only; a masked number cannot be imported',
      },
    }),
    email: text({
      header: { zh: '邮箱', en: 'E-mail' },
      max: 120,
      width: 26,
      pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
      form: { zh: '邮箱格式不对', en: 'not an e-mail address' },
    }),
  },
  load,
  lock,
  plan,
  apply,
});
