import type { Problem } from '../../../kernel/problem.ts';
import type { Locale } from '../../../kernel/text.ts';
import { problemBody } from '../../../platform/http/answer-problem.ts';
import type { FormFault } from '../../../public/forms.tsx';
import { say } from '../../../public/site.ts';
import { reportTexts } from '../text/report.ts';
import { MOST_PHOTOS, MOST_WORDS, type Filled } from './form.ts';

/** What is missing, before the service is asked; all of it at once. */
export function checkFilled(filled: Filled, locale: Locale): FormFault[] {
  const t = say(reportTexts, locale);
  const faults: FormFault[] = [];
  if (filled.beyond > 0)
    faults.push({
      field: 'photos',
      message: t('faultBeyondHere', { n: filled.beyond, most: MOST_PHOTOS }),
      summary: t('faultBeyond', { most: MOST_PHOTOS }),
    });
  if (!filled.area && !(filled.lng && filled.lat)) faults.push({ field: 'place', message: t('faultPlaceHere'), summary: t('faultPlace') });
  if (!filled.kind) faults.push({ field: 'kind', message: t('faultKindHere'), summary: t('faultKind') });
  if (filled.words === '' && filled.kept.length === 0) faults.push({ field: 'say', message: t('faultSayHere'), summary: t('faultSay') });
  if (filled.words.length > MOST_WORDS)
    faults.push({ field: 'say', message: t('faultLongHere', { n: filled.words.length, most: MOST_WORDS }), summary: t('faultLong') });
  return faults;
}

/** What the service refuses, each at the step that it concerns. */
export function faultsOf(problem: Problem, locale: Locale): FormFault[] {
  const { title } = problemBody(problem, locale, '');
  if (problem.faults.length === 0) return [faultOf(problem.kind.code, title, locale)];
  const answers = problem.faults.filter(({ path }) => path.startsWith('attributes.'));
  const others = problem.faults.filter((fault) => !answers.includes(fault));
  const each = answers.map((fault) => fault[locale]).join(locale === 'zh' ? '' : ' ');
  return [
    ...others.map((fault) => faultOf(fault.code, fault[locale], locale)),
    ...(each ? [{ field: 'kind', message: each, summary: say(reportTexts, locale)('faultAttribute', { each }) }] : []),
  ];
}

function faultOf(code: string, message: string, locale: Locale): FormFault {
  const t = say(reportTexts, locale);
  switch (code) {
    case 'cases.outsideCity':
      return { field: 'place', message, summary: t('faultOutside') };
    case 'cases.placeMissing':
      return { field: 'place', message: t('faultPlaceHere'), summary: t('faultPlace') };
    case 'cases.categoryUnknown':
      return { field: 'kind', message: t('faultKindHere'), summary: t('faultKind') };
    case 'cases.nothingSaid':
      return { field: 'say', message: t('faultSayHere'), summary: t('faultSay') };
    case 'cases.photoUnknown':
      return { field: 'photos', message: t('faultPhotosHere'), summary: t('faultPhotos') };
    case 'keyReused':
      return { field: 'say', message: t('faultUsedHere'), summary: t('faultUsed') };
    default:
      return { field: 'say', message, summary: t('faultOther', { why: message }) };
  }
}
