import type { Bilingual } from '../../kernel/text.ts';
import type { PublicState } from '../schema/public.ts';
import { outcomes, type Act, type CaseState, type Outcome } from '../schema/words.ts';

/** What the public is told: few states, plain sentences, units but never people. */

export function publicStateOf(row: {
  readonly state: CaseState;
  readonly outcome: Outcome | null;
  readonly longTermPublic: boolean;
}): PublicState {
  switch (row.state) {
    case 'reported':
    case 'verifying':
      return 'received';
    case 'closed':
      return row.outcome === 'fixed' ? 'solved' : 'answered';
    case 'declined':
    case 'merged':
      return 'answered';
    case 'onLongTermList':
      return row.longTermPublic ? 'longTerm' : 'working';
    default:
      return 'working';
  }
}

export interface PublicEvent {
  readonly act: Act;
  readonly by: string;
  readonly words: string;
  readonly unitName: string | null;
  readonly outcome: Outcome | null;
  /** What the reason tells the reporter. */
  readonly reason: Bilingual | null;
  readonly expected: string | null;
  readonly number: string | null;
  readonly found: boolean | null;
  readonly solved: boolean | null;
  readonly extra: string | null;
}

const quoted = (words: string, zh: string, en: string): Bilingual =>
  words === '' ? { zh: `${zh}。`, en: `${en}.` } : { zh: `${zh}：“${words}”`, en: `${en}: “${words}”` };
const same = (zh: string, en: string): Bilingual => ({ zh, en });
/** A sentence whose end is set by what it stands in. */
const plain = (sentence: string): string => sentence.replace(/[。.]\s*$/u, '');

type Sentence = (event: PublicEvent) => Bilingual;
const sentences: Partial<Record<Act, Sentence>> = {
  report: () => same('已收到反映。', 'The report arrived.'),
  join: () => same('又有人反映了同一件事，一起办。', 'Somebody else reported the same; both are handled together.'),
  verify: () => same('已派人到现场核实。', 'Somebody is sent to look at it.'),
  verified: ({ found }) =>
    found
      ? same('到现场看过，情况属实。', 'Looked at on the spot: it is so.')
      : same('到现场看过，没有发现。', 'Looked at on the spot: nothing was found.'),
  file: () => same('市创文办已受理立案。', 'The campaign office accepted it.'),
  decline: ({ reason, words }) =>
    quoted(words, `没有受理。${plain(reason?.zh ?? '原因见说明')}`, `Not accepted. ${plain(reason?.en ?? 'The note says why')}`),
  merge: ({ number }) => same(`和 ${number ?? '另一件'} 是同一件，一起办。`, `The same as ${number ?? 'another one'}; handled together.`),
  dispatch: ({ unitName }) => same(`市创文办转给${unitName ?? '负责单位'}。`, `Passed on to ${unitName ?? 'the unit in charge'}.`),
  adjudicate: ({ unitName }) =>
    same(`市创文办裁定由${unitName ?? '负责单位'}办理。`, `The campaign office decided: ${unitName ?? 'the unit in charge'} handles it.`),
  split: () => same('要几个单位一起办，已分派。', 'Several units are needed; each has its part.'),
  accept: ({ by, words }) => quoted(words, `${by}已接件`, `${by} took it`),
  ask: ({ by, words }) => quoted(words, `${by}问您`, `${by} asks you`),
  answer: ({ words }) => quoted(words, '反映人答', 'The reporter answered'),
  grant: ({ words, extra }) =>
    quoted(words, extra ? `同意延期 ${extra}` : '同意暂停计时', extra ? 'More time was granted' : 'The clock was paused'),
  longTerm: ({ reason, unitName, expected, words }) =>
    quoted(
      words,
      `暂时办不了，已挂账。${reason ? `${plain(reason.zh)}。` : ''}${unitName ?? ''}牵头，${expected ?? ''} 前办`,
      `Put on the long-term list. ${reason ? `${plain(reason.en)}. ` : ''}${unitName ?? ''} leads, expected by ${expected ?? ''}`,
    ),
  revive: () => same('已从挂账中取出，接着办。', 'Taken off the long-term list; work goes on.'),
  handle: ({ by, words }) => quoted(words, `${by}交回`, `${by} handed it in`),
  rework: ({ words }) => quoted(words, '另一个人到现场看过，没有办好，退回返工', 'Somebody else looked at it: not done well, sent back'),
  close: ({ outcome, words }) =>
    quoted(
      words,
      `另派人核查过：${outcome ? outcomes[outcome].zh : ''}`,
      `Checked by somebody else: ${outcome ? outcomes[outcome].en : ''}`,
    ),
  rate: ({ solved }) =>
    solved ? same('反映人说：解决了。', 'The reporter says: solved.') : same('反映人说：没解决。', 'The reporter says: not solved.'),
  dispute: ({ words }) =>
    quoted(
      words,
      '反映人说没解决，交督办层级重办，不退回原单位',
      'The reporter says it is not solved; the supervising level takes over, not the same unit',
    ),
};

/** An event as a sentence for the public. */
export const publicSentence = (event: PublicEvent): Bilingual =>
  (event.act === 'check' ? sentences.close : sentences[event.act])?.(event) ?? same('有新的进展。', 'There is progress.');
