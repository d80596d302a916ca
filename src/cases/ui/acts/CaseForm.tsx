import type { FormInstance } from 'antd';
import { type ReactNode, useRef } from 'react';
import type { AnswerOf, Operation, SentBy } from '../../../kernel/operation.ts';
import { ActForm } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useKeys } from '../../../ui/keys.ts';
import { useAct } from '../../../ui/query.ts';
import type { Choice } from '../../../ui/SearchPicker.tsx';
import type { ActAnswer, CaseFull } from '../answers.ts';
import { FormFoot } from '../FormFoot.tsx';
import { actTexts } from '../text/acts.ts';
import { Stale } from './Stale.tsx';

/** What every form of an act is given. */
export interface ActFormProps {
  readonly view: CaseFull;
  /** The act got through. */
  readonly done: (answer: ActAnswer) => void;
  readonly cancel: () => void;
  /** A unit that was chosen before the form opened. */
  readonly unit?: Choice | null;
}

interface CaseFormProps<Op extends Operation, V extends object> extends Omit<ActFormProps, 'done' | 'unit'> {
  readonly operation: Op;
  readonly initial?: Partial<V>;
  readonly toInput: (on: { readonly caseId: string; readonly version: number }, values: V) => SentBy<Op>;
  readonly done: (answer: AnswerOf<Op>) => void;
  /** The act in words, for the button. */
  readonly send: string;
  /** Something is still on its way: the button waits and says so. */
  readonly wait?: string | null;
  readonly form?: FormInstance<V>;
  readonly onChange?: (values: V) => void;
  readonly children?: ReactNode;
  /** Another draft than that of the operation, where one operation has several forms. */
  readonly draft?: string;
}

/** A form of one act on one case: names what is missing, keeps what was typed, explains when somebody was faster. */
export function CaseForm<Op extends Operation, V extends object>(props: CaseFormProps<Op, V>) {
  const { operation, view, toInput, send, wait, cancel, children, ...rest } = props;
  const t = useTexts(actTexts);
  const act = useAct(operation);
  const button = useRef<HTMLButtonElement>(null);
  useKeys([{ key: 'Ctrl+Enter', run: () => button.current?.click() }], { layer: 1 });
  return (
    <ActForm<Op, V>
      act={act}
      initial={rest.initial}
      form={rest.form}
      onChange={rest.onChange}
      draft={`${rest.draft ?? operation.id}.${view.id}`}
      toInput={(values) => toInput({ caseId: view.id, version: view.version }, values)}
      onDone={rest.done}
    >
      <Stale problem={act.problem} view={view} />
      {children}
      <FormFoot send={send} busy={act.busy} cancel={cancel} waits={Boolean(wait)} button={button}>
        <small className="cs-quiet">{wait ?? t('keys')}</small>
      </FormFoot>
    </ActForm>
  );
}
