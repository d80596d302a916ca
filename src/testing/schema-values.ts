import fc, { type Arbitrary } from 'fast-check';

/** What a caller might send for a JSON schema: mostly what it asks for, now and then what it does not. */

export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly multipleOf?: number;
}

/** What records hold in a field of this name: ids, numbers, codes. */
export type Known = (field: string) => readonly string[];

/** JSON has no word for it, but `1e999` in a text is read as infinite; `jsonText` puts it there. */
export const INFINITE = '\u0001infinite\u0001';
export const jsonText = (value: unknown): string => JSON.stringify(value).replaceAll(JSON.stringify(INFINITE), '1e999');

const LONG = '长'.repeat(5000);
/** Characters of every awkward kind: outside the first plane, joined, invisible, right to left, control, half of a pair. */
export const awkwardTexts = [
  '',
  ' ',
  '𠮷野家門前',
  '👨‍👩‍👧‍👦🇨🇳',
  '零\u200B宽\uFEFF',
  '\u202Egnp.exe',
  'a\u0000b',
  '\uD800',
  'x\uDC00y',
  '\u0085\u2028\u2029',
  LONG,
  '=HYPERLINK("http://x.example","x")',
  '<script>alert(1)</script>',
  "'; drop table cases; --",
  '%',
  '_%\\',
  '..%2f..%2fetc%2fpasswd',
  '__proto__',
  'constructor',
  '1e308',
  'NaN',
  'Infinity',
  '-1',
  '99999999999999999999999999',
  '0x10',
  '٣',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31T23:59:59.999+00:00',
  '0000-01-01T00:00:00Z',
  '2026-11-23T09:20:00',
  '+00000-11-23',
  'null',
  '[]',
  '{"a":1}',
] as const;

const awkwardValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  0.1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  1e308,
  -1e308,
  5e-324,
  INFINITE,
  [],
  [null],
  [[[[[[]]]]]],
  {},
  { length: 1 },
  JSON.parse('{"__proto__": {"x": 1}, "constructor": 1}'),
  Array.from({ length: 300 }, (_, index) => index),
];

const wrong: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...awkwardTexts),
  fc.constantFrom<unknown>(...awkwardValues),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const days = ['2026-11-23', '2026-01-01', '2024-02-29', '0001-01-01', '9999-12-31', '2027-06-30', '1900-03-01'];
const moments = [
  '2026-11-23T09:20:00+08:00',
  '2026-11-30T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '2026-11-23T23:59:59-23:59',
];

function text({ format, pattern, minLength = 0, maxLength = Infinity }: Schema, held: readonly string[]): Arbitrary<unknown> {
  const existing = held.length > 0 ? [{ arbitrary: fc.constantFrom(...held), weight: 6 }] : [];
  if (format === 'uuid') return fc.oneof(...existing, { arbitrary: fc.uuid(), weight: 1 });
  if (format === 'date') return fc.constantFrom(...days);
  if (format === 'date-time') return fc.constantFrom(...moments);
  if (format === 'email') return fc.constantFrom('a@b.example', 'wang.xiaoming+1@city.example');
  if (pattern) return fc.oneof(...existing, { arbitrary: fc.stringMatching(new RegExp(pattern)), weight: 6 });
  const long = awkwardTexts.filter((one) => one.length <= maxLength && one.length >= minLength);
  return fc.oneof(...existing, { arbitrary: fc.constantFrom('河滨', ...long), weight: 2 });
}

const number = ({ type, minimum = -1e9, maximum = 1e9, multipleOf }: Schema): Arbitrary<unknown> => {
  const small = [0, 1, 2, 3, 4, 5, 6, 0.5, 37.005, 107.605].filter(
    (n) => n >= minimum && n <= maximum && (type !== 'integer' || Number.isInteger(n)) && (!multipleOf || n % multipleOf === 0),
  );
  return fc.constantFrom(...small, minimum, maximum);
};

function object(schema: Schema, known: Known): Arbitrary<unknown> {
  const values = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : null;
  const names = (schema.propertyNames?.enum ?? []).map(String);
  const properties = schema.properties ?? (values ? Object.fromEntries(names.map((name) => [name, values])) : {});
  if (values && !schema.properties && names.length === 0) {
    const keys = fc.oneof(fc.constantFrom(...awkwardTexts), fc.string({ maxLength: 8 }));
    return fc.dictionary(keys, valueFor(values, '', known), { maxKeys: 3 });
  }
  const fields = Object.entries(properties).map(([name, field]) => [name, valueFor(field, name, known)] as const);
  return fc.record(Object.fromEntries(fields), {
    requiredKeys: fields.map(([name]) => name).filter((name) => schema.required?.includes(name)),
  });
}

function fitting(schema: Schema, name: string, known: Known): Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => fitting(choice, name, known)));
  switch (schema.type) {
    case 'string':
      return text(schema, known(name));
    case 'integer':
    case 'number':
      return number(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valueFor(schema.items ?? {}, name, known), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, (schema.minItems ?? 0) + 3),
      });
    case 'object':
      return object(schema, known);
    default:
      return wrong;
  }
}

/** Fits the schema twenty-four times of twenty-five, at every depth: of a body with twenty values every second one fits. */
export const valueFor = (schema: Schema, name: string, known: Known): Arbitrary<unknown> =>
  fc.oneof({ arbitrary: fitting(schema, name, known), weight: 24 }, { arbitrary: wrong, weight: 1 });
