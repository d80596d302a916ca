import type { SentBy } from '../../../kernel/operation.ts';
import type { saveCategory } from '../../api/settings.ts';
import type { CategoryRow } from '../answers.ts';

type Attribute = CategoryRow['attributes'][number];
export type Question = Pick<Attribute, 'code' | 'type'> & {
  readonly zh?: string;
  readonly en?: string;
  readonly hintZh?: string;
  readonly hintEn?: string;
  readonly required?: boolean;
  readonly choices?: string;
};

/** The form's flat fields; nested names and lists are put together when it is sent. */
export interface CategoryValues {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly classCode?: string | null;
  readonly kind: 'event' | 'component';
  readonly describeZh?: string;
  readonly describeEn?: string;
  readonly standardZh?: string;
  readonly standardEn?: string;
  readonly keywords?: string[];
  readonly tileZh?: string;
  readonly tileEn?: string;
  readonly publicOrder?: number | null;
  readonly urgent?: boolean;
  readonly photosNeeded: number;
  readonly nearPublic: number;
  readonly nearStaff: number;
  readonly questions?: Question[];
  readonly provisional?: boolean;
  readonly source?: string;
  readonly active?: boolean;
}

export function valuesOf(category: CategoryRow | null): Partial<CategoryValues> {
  if (!category) return { kind: 'event', photosNeeded: 1, nearPublic: 250, nearStaff: 1000, active: true, questions: [] };
  return {
    code: category.code,
    zh: category.name.zh,
    en: category.name.en,
    classCode: category.classCode,
    kind: category.kind,
    describeZh: category.description.zh,
    describeEn: category.description.en,
    standardZh: category.standard.zh,
    standardEn: category.standard.en,
    keywords: category.keywords ?? [],
    tileZh: category.tile?.zh,
    tileEn: category.tile?.en,
    publicOrder: category.publicOrder,
    urgent: category.urgent,
    photosNeeded: category.photosNeeded,
    nearPublic: category.nearPublic,
    nearStaff: category.nearStaff,
    provisional: category.provisional,
    source: category.source,
    active: category.active,
    questions: category.attributes.map(({ code, type, name, hint, required, values }) => ({
      code,
      type,
      zh: name.zh,
      en: name.en,
      hintZh: hint?.zh,
      hintEn: hint?.en,
      required,
      choices: (values ?? []).map((choice) => lineOf(choice)).join('\n'),
    })),
  };
}

type Choice = Attribute['values'] extends (infer C)[] | undefined ? C : never;
const lineOf = ({ key, name, urgent }: Choice): string => [key, name.zh, name.en, ...(urgent ? ['!'] : [])].join('=');

/** `rain=雨水=Rain water`, or only `雨水`; `missing=没有了=Missing=!` tells of a danger. */
function choiceOf(line: string): Choice {
  const parts = line.split('=').map((part) => part.trim());
  const urgent = parts.at(-1) === '!';
  const [key = '', zh = key, en = zh] = urgent ? parts.slice(0, -1) : parts;
  return { key, name: { zh, en }, ...(urgent ? { urgent } : {}) };
}

export function inputOf(values: CategoryValues): SentBy<typeof saveCategory> {
  return {
    code: values.code,
    name: { zh: values.zh, en: values.en },
    classCode: values.classCode ?? null,
    kind: values.kind,
    description: { zh: values.describeZh ?? '', en: values.describeEn ?? '' },
    standard: { zh: values.standardZh ?? '', en: values.standardEn ?? '' },
    keywords: values.keywords ?? [],
    publicOrder: values.publicOrder ?? null,
    tile: values.tileZh ? { zh: values.tileZh, en: values.tileEn ?? values.tileZh } : null,
    urgent: values.urgent ?? false,
    photosNeeded: values.photosNeeded,
    nearPublic: values.nearPublic,
    nearStaff: values.nearStaff,
    attributes: (values.questions ?? []).map((question) => ({
      code: question.code,
      type: question.type,
      name: { zh: question.zh ?? '', en: question.en ?? question.zh ?? '' },
      ...(question.hintZh ? { hint: { zh: question.hintZh, en: question.hintEn ?? question.hintZh } } : {}),
      required: question.required ?? false,
      values: (question.choices ?? '')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map(choiceOf),
    })),
    provisional: values.provisional ?? false,
    source: values.source ?? '',
    active: values.active ?? true,
  };
}
