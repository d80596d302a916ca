import type { ComponentType } from 'react';
import type { Act } from '../../schema/words.ts';
import type { actTexts } from '../text/acts.ts';
import type { ActFormProps } from './CaseForm.tsx';
import { CallBackForm, CheckForm, ReworkForm } from './check-forms.tsx';
import { AdjudicateForm, DeclineForm, MergeForm, SuperviseForm, VerifiedForm, VerifyForm } from './desk-forms.tsx';
import { DispatchForm } from './DispatchForm.tsx';
import { LinkForm } from './LinkForm.tsx';
import { AskDeskForm, AskPhotosForm, CategoryForm, ChangeForm, NoteForm, WithdrawForm } from './note-forms.tsx';
import { AnswerForm, GrantForm, LongTermForm, RefuseForm, ReviveForm } from './office-forms.tsx';
import { ReleaseForm } from './ReleaseForm.tsx';
import { SplitForm } from './SplitForm.tsx';
import { AskForm, AssistForm, HandleForm, RequestForm, ReturnForm } from './unit-forms.tsx';

type Word = keyof typeof actTexts.zh;

export interface ActEntry {
  /** The act that the server lists; several entries may stand for one. */
  readonly act: Act;
  readonly word: Word;
  /** The letter that does it on the case page. */
  readonly key: string;
  readonly title?: Word;
  /** Without a form the act needs no more words and is done at once. */
  readonly form?: ComponentType<ActFormProps>;
  readonly wide?: boolean;
}

/** Every act of staff with its button, key and form, in the order in which they are offered. */
export const actEntries = {
  accept: { act: 'accept', word: 'doAccept', key: 'a' },
  handle: { act: 'handle', word: 'doHandle', key: 'h', title: 'handleTitle', form: HandleForm },
  check: { act: 'check', word: 'doCheck', key: 'c', title: 'checkTitle', form: CheckForm },
  rework: { act: 'check', word: 'doRework', key: 'r', title: 'checkTitle', form: ReworkForm },
  adjudicate: { act: 'adjudicate', word: 'doAdjudicate', key: 'c', title: 'adjudicateTitle', form: AdjudicateForm },
  grant: { act: 'grant', word: 'doGrant', key: 'y', title: 'grantTitle', form: GrantForm },
  refuse: { act: 'refuse', word: 'doRefuse', key: 'n', title: 'refuseTitle', form: RefuseForm },
  verified: { act: 'verified', word: 'doVerified', key: 'v', title: 'verifiedTitle', form: VerifiedForm },
  file: { act: 'file', word: 'doFile', key: 'f' },
  dispatch: { act: 'dispatch', word: 'doDispatch', key: 'd', title: 'dispatchTitle', form: DispatchForm, wide: true },
  undoDispatch: { act: 'undoDispatch', word: 'doUndo', key: 'z' },
  verify: { act: 'verify', word: 'doVerify', key: 'v', title: 'verifyTitle', form: VerifyForm },
  decline: { act: 'decline', word: 'doDecline', key: 'n', title: 'declineTitle', form: DeclineForm },
  merge: { act: 'merge', word: 'doMerge', key: 'u', title: 'mergeTitle', form: MergeForm },
  split: { act: 'split', word: 'doSplit', key: 'b', title: 'splitTitle', form: SplitForm, wide: true },
  return: { act: 'return', word: 'doReturn', key: 't', title: 'returnTitle', form: ReturnForm },
  request: { act: 'request', word: 'doRequest', key: 'y', title: 'requestTitle', form: RequestForm },
  ask: { act: 'ask', word: 'doAsk', key: 'q', title: 'askTitle', form: AskForm },
  answer: { act: 'answer', word: 'doAnswer', key: 'q', title: 'answerTitle', form: AnswerForm },
  resume: { act: 'resume', word: 'doResume', key: 'i' },
  assist: { act: 'assist', word: 'doAssist', key: 'x', title: 'assistTitle', form: AssistForm },
  longTerm: { act: 'longTerm', word: 'doLongTerm', key: 'g', title: 'longTermTitle', form: LongTermForm },
  revive: { act: 'revive', word: 'doRevive', key: 'g', title: 'reviveTitle', form: ReviveForm },
  callBack: { act: 'callBack', word: 'doCallBack', key: 'b', title: 'callBackTitle', form: CallBackForm },
  supervise: { act: 'supervise', word: 'doSupervise', key: 's', title: 'superviseTitle', form: SuperviseForm },
  askPhotos: { act: 'note', word: 'doAskPhotos', key: 'p', title: 'askPhotosTitle', form: AskPhotosForm },
  askDesk: { act: 'note', word: 'doAskDesk', key: 'w', title: 'askDeskTitle', form: AskDeskForm },
  note: { act: 'note', word: 'doNote', key: 'm', title: 'noteTitle', form: NoteForm },
  release: { act: 'release', word: 'doRelease', key: 'l', title: 'releaseTitle', form: ReleaseForm, wide: true },
  withdraw: { act: 'withdraw', word: 'doWithdraw', key: 'o', title: 'withdrawTitle', form: WithdrawForm },
  change: { act: 'change', word: 'doChange', key: 'e', title: 'changeTitle', form: ChangeForm },
  category: { act: 'change', word: 'doChange', key: 'c', title: 'changeCategoryTitle', form: CategoryForm },
  link: { act: 'link', word: 'doLink', key: '', title: 'linkTitle', form: LinkForm },
} as const satisfies Record<string, ActEntry>;
export type ActName = keyof typeof actEntries;

const entries: Readonly<Record<ActName, ActEntry>> = actEntries;
export const entryOf = (name: ActName): ActEntry => entries[name];
export const actNames = Object.keys(actEntries) as readonly ActName[];
