import { useAround, useTexts, useWord } from '../../../public/site.ts';
import { reportTexts } from '../text/report.ts';

const keys = [
  'photoAlt',
  'photoRemove',
  'locating',
  'notLocated',
  'pointKept',
  'foundHere',
  'foundPhoto',
  'foundMap',
  'accuracy',
  'notThere',
  'choosePlace',
  'sending',
  'notSent',
  'restored',
  'clear',
  'keptTitle',
  'keptNext',
  'another',
  'faults',
  'stillHere',
  'mostPhotos',
  'faultPlace',
  'faultPlaceHere',
  'faultKind',
  'faultKindHere',
  'faultAttributes',
  'faultAttributesHere',
  'faultSay',
  'faultSayHere',
  'comma',
] as const;

/** The sentences that the form's script says, so that it carries no text of its own. */
export function useScriptTexts(): string {
  const t = useTexts(reportTexts);
  const word = useWord();
  const { site } = useAround();
  const told = Object.fromEntries(keys.map((key) => [key, t(key)]));
  return JSON.stringify({ ...told, outside: t('outside', { city: word(site.city) }) });
}
