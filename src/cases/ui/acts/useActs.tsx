import { type ReactNode, useState } from 'react';
import type { CallProblem } from '../../../ui/call.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import type { Choice } from '../../../ui/SearchPicker.tsx';
import { say } from '../../../ui/SaidLine.tsx';
import * as api from '../../api.ts';
import type { ActAnswer, CaseFull } from '../answers.ts';
import { actTexts } from '../text/acts.ts';
import { type ActName, entryOf } from './catalogue.ts';

export interface CaseActs {
  /** Opens the act's form, or does it when it needs none. */
  readonly start: (name: ActName, unit?: Choice | null) => void;
  readonly busy: boolean;
  /** Why an act without a form was refused. */
  readonly problem: CallProblem | null;
  /** The open form; render it once. */
  readonly dialog: ReactNode;
  /** Is the act allowed now, and if not, why? */
  readonly mayDo: (name: ActName) => { readonly allowed: boolean; readonly why: string; readonly code: string | null };
}

/** The acts on one case: what may be done, the forms, and what is said afterwards. */
export function useActs(view: CaseFull | undefined, after?: (answer: ActAnswer, name: ActName) => void): CaseActs {
  const t = useTexts(actTexts);
  const word = useWord();
  const [open, setOpen] = useState<ActName | null>(null);
  const [unit, setUnit] = useState<Choice | null>(null);
  const undo = useAct(api.undoDispatch);
  const direct = useDirect(view);
  const finish = (answer: ActAnswer, name: ActName) => {
    setOpen(null);
    say(word(answer.said), answer.undoUntil ? () => void takeBack(answer) : undefined);
    after?.(answer, name);
  };
  const takeBack = async ({ id, version }: ActAnswer) => {
    const taken = await undo.run({ caseId: id, version });
    if (taken) say(word(taken.answer.said));
  };
  const start = (name: ActName, chosen?: Choice | null) => {
    setUnit(chosen ?? null);
    if (entryOf(name).form) setOpen(name);
    else void direct.run(name).then((answer) => answer && finish(answer, name));
  };
  const mayDo = (name: ActName) => {
    const state = view?.acts.find((each) => each.act === entryOf(name).act);
    return { allowed: state?.allowed ?? false, why: word(state?.why), code: state?.code ?? null };
  };
  const entry = open ? entryOf(open) : null;
  const Form = entry?.form;
  const dialog = (
    <Dialog
      open={Boolean(view && entry)}
      title={entry?.title ? t(entry.title) : ''}
      onClose={() => setOpen(null)}
      width={entry?.wide ? 720 : 560}
    >
      {view && open && Form ? (
        <>
          <p className="cs-dialog-case">
            {view.number} {view.title}
          </p>
          <Form view={view} done={(answer) => finish(answer, open)} cancel={() => setOpen(null)} unit={unit} />
        </>
      ) : null}
    </Dialog>
  );
  return { start, busy: direct.busy, problem: direct.problem, dialog, mayDo };
}

/** The acts that need no more words. */
function useDirect(view: CaseFull | undefined) {
  const accept = useAct(api.acceptCase);
  const file = useAct(api.fileCase);
  const resume = useAct(api.resumeCase);
  const undo = useAct(api.undoDispatch);
  const run = async (name: ActName): Promise<ActAnswer | undefined> => {
    if (!view) return undefined;
    const on = { caseId: view.id, version: view.version };
    const done =
      name === 'accept'
        ? await accept.run(on)
        : name === 'file'
          ? await file.run(on)
          : name === 'resume'
            ? await resume.run(on)
            : await undo.run(on);
    return done?.answer;
  };
  const all = [accept, file, resume, undo];
  return { run, busy: all.some((each) => each.busy), problem: all.find((each) => each.problem)?.problem ?? null };
}
