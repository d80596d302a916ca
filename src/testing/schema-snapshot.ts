import type pg from 'pg';

/** The schema as the catalog tells it, in one text that a review can read. `jobs` is the job library's own. */

interface Column {
  readonly relation: string;
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly fallback: string | null;
  readonly generated: boolean;
}
interface Part {
  readonly relation: string;
  readonly definition: string;
}

const columnsOf = `
  select format('%I.%I', n.nspname, c.relname) as relation, quote_ident(a.attname) as name, format_type(a.atttypid, a.atttypmod) as type,
    a.attnotnull as required, pg_get_expr(d.adbin, d.adrelid) as fallback, a.attgenerated <> '' as generated
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where n.nspname in ('public', 'auth') and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
  order by n.nspname = 'auth', c.relname, a.attnum`;

// Version 18 lists "not null" among the constraints too (contype n).
const constraintsOf = `
  select format('%I.%I', n.nspname, c.relname) as relation, pg_get_constraintdef(k.oid) as definition
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'auth') and k.contype in ('p', 'u', 'f', 'c', 'x')
  order by array_position(array['p', 'u', 'f', 'c', 'x'], k.contype::text), definition`;

const indexesOf = `
  select format('%I.%I', n.nspname, c.relname) as relation, pg_get_indexdef(i.indexrelid) as definition
  from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'auth') and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
  order by definition`;

const othersOf = `
  select pg_get_triggerdef(t.oid) as definition from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'auth') and not t.tgisinternal
  union all
  select pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname in ('public', 'auth') and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  union all
  select format('create extension %I', extname) from pg_extension where extname <> 'plpgsql'
  order by 1`;

function columnLine({ name, type, required, fallback, generated }: Column): string {
  const value = fallback === null ? '' : generated ? ` generated always as (${fallback}) stored` : ` default ${fallback}`;
  return `  ${name} ${type}${required ? ' not null' : ''}${value}`;
}

/** Tables with columns, keys and indexes, then functions, triggers and extensions, each in a fixed order. */
export async function schemaSnapshot(client: pg.Client): Promise<string> {
  const columns = (await client.query<Column>(columnsOf)).rows;
  const constraints = (await client.query<Part>(constraintsOf)).rows;
  const indexes = (await client.query<Part>(indexesOf)).rows;
  const others = (await client.query<Pick<Part, 'definition'>>(othersOf)).rows;
  const of = <T extends { readonly relation: string }>(rows: readonly T[], relation: string) =>
    rows.filter((row) => row.relation === relation);
  const tables = [...new Set(columns.map(({ relation }) => relation))].map((relation) => {
    const lines = [...of(columns, relation).map(columnLine), ...of(constraints, relation).map(({ definition }) => `  ${definition}`)];
    return [`create table ${relation} (`, lines.join(',\n'), ');', ...of(indexes, relation).map(({ definition }) => `${definition};`)].join(
      '\n',
    );
  });
  return [
    '-- What the migrations make, read back from the catalog. Generated: UPDATE=1 npx vitest run src/catalog.test.ts',
    ...tables,
    ...others.map(({ definition }) => `${definition.trim()};`),
    '',
  ].join('\n\n');
}
