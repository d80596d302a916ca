import { useState } from 'react';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { dispatchCase, fileCase, undoDispatch } from '../../api.ts';
import type { ActAnswer, CaseFull } from '../answers.ts';
import { dispatchTexts } from '../text/dispatch.ts';

export interface Chosen {
  readonly id: string;
  readonly name: string;
  readonly shortName?: string;
  readonly ruleId?: string;
}

export interface Sent {
  readonly number: string;
  readonly title: string;
  readonly unit: string;
}

/**
 * Sends a case on and lets the desk move to the next at once: the sent one leaves the queue immediately and comes back
 * with the reason when it was refused.
 */
export function useDispatch(back: (caseId: string) => void) {
  const t = useTexts(dispatchTexts);
  const word = useWord();
  const file = useAct(fileCase);
  const dispatch = useAct(dispatchCase);
  const undo = useAct(undoDispatch);
  const [gone, setGone] = useState<readonly string[]>([]);
  const [last, setLast] = useState<Sent | null>(null);
  const shown = (caseId: string) => setGone((ids) => ids.filter((id) => id !== caseId));
  const restore = (caseId: string) => {
    shown(caseId);
    back(caseId);
  };
  const takeBack = async (answer: ActAnswer, view: CaseFull) => {
    const taken = await undo.run({ caseId: answer.id, version: answer.version });
    if (!taken) return;
    setLast(null);
    restore(view.id);
    say(t('undone', { number: view.number }));
  };
  const filed = async (view: CaseFull): Promise<number | undefined> => {
    if (view.state !== 'reported' && view.state !== 'verifying') return view.version;
    return (await file.run({ caseId: view.id, version: view.version }))?.answer.version;
  };
  const send = async (view: CaseFull, unit: Chosen) => {
    setGone((ids) => [...ids, view.id]);
    const version = await filed(view);
    const done = version === undefined ? undefined : await dispatch.run({ caseId: view.id, version, unitId: unit.id, ruleId: unit.ruleId });
    if (!done) {
      restore(view.id);
      return;
    }
    const { answer } = done;
    // The queue was read anew by now, without it.
    shown(view.id);
    setLast({ number: view.number, title: view.title, unit: unit.name });
    say(word(answer.said), answer.undoUntil ? () => void takeBack(answer, view) : undefined);
  };
  return { send, gone, last, problem: dispatch.problem ?? file.problem ?? undo.problem };
}
