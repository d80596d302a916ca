import { Form, type FormInstance } from 'antd';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import type { AnswerOf, Operation, SentBy } from '../kernel/operation.ts';
import { draftKey } from './drafts.ts';
import { FormErrors } from './FormErrors.tsx';
import { useTexts } from './i18n.ts';
import { SessionContext } from './session.ts';
import type { Sender } from './query.ts';
import { uiTexts } from './text.ts';

/** Labels of the form's fields by name, so that faults can be named. */
type Labels = Map<string, string>;
const LabelsContext = createContext<Labels>(new Map());

interface SendFormProps<I, A, V extends object> {
  readonly act: Sender<I, A>;
  readonly initial?: Partial<V>;
  /** From what was typed to what is sent. */
  readonly toInput: (values: V) => I;
  readonly onDone: (answer: A) => void;
  /** Keeps what is typed when the browser is closed or the session ends; unique for the form and its record. */
  readonly draft?: string;
  readonly form?: FormInstance<V>;
  readonly onChange?: (values: V) => void;
  /** Fields and the submit button (`htmlType="submit"`). */
  readonly children: ReactNode;
  readonly className?: string;
}

/** A form of one operation. */
export function ActForm<Op extends Operation, V extends object>(props: SendFormProps<SentBy<Op>, AnswerOf<Op>, V>) {
  return <SendForm<SentBy<Op>, AnswerOf<Op>, V> {...props} />;
}

/** A form of one act: names every faulty field, keeps what was typed, sends once. */
export function SendForm<I, A, V extends object>(props: SendFormProps<I, A, V>) {
  const { act, initial, toInput, onDone, children, className, onChange } = props;
  const owner = useContext(SessionContext)?.personId ?? 'nobody';
  // Computers are shared: what one person began is not shown to the next.
  const draft = props.draft && draftKey(owner, props.draft);
  const [own] = Form.useForm<V>();
  const form = props.form ?? own;
  const labels = useMemo<Labels>(() => new Map(), []);
  const kept = useMemo(() => (draft ? readDraft<V>(draft) : undefined), [draft]);
  const top = useRef<HTMLDivElement>(null);
  const faults = act.problem?.faults ?? noFaults;
  useEffect(() => {
    form.setFields(form.getFieldsError().map(({ name }) => ({ name: name as never, errors: [] })));
    for (const fault of faults) form.setFields([{ name: nameOf(fault.path) as never, errors: [fault.message] }]);
    if (act.problem) top.current?.focus();
  }, [act.problem, faults, form]);
  const send = async (values: V) => {
    if (act.busy) return;
    const done = await act.run(toInput(values));
    if (!done) return;
    if (draft) localStorage.removeItem(draft);
    onDone(done.answer);
  };
  return (
    <LabelsContext value={labels}>
      <Form<V>
        form={form}
        layout="vertical"
        className={`tc-form${className ? ` ${className}` : ''}`}
        initialValues={{ ...initial, ...kept }}
        requiredMark="optional"
        scrollToFirstError={{ focus: true }}
        onValuesChange={(_, all: V) => {
          if (draft) localStorage.setItem(draft, JSON.stringify(all));
          onChange?.(all);
        }}
        onFinish={(values) => void send(values)}
      >
        <FormErrors problem={act.problem} labels={labels} boxRef={top} goTo={(path) => form.focusField(nameOf(path))} />
        {children}
      </Form>
    </LabelsContext>
  );
}

const noFaults: readonly never[] = [];
const nameOf = (path: string): (string | number)[] => path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));

function readDraft<V>(key: string): Partial<V> | undefined {
  const kept = localStorage.getItem(key);
  if (!kept) return undefined;
  try {
    return JSON.parse(kept);
  } catch {
    return undefined;
  }
}

interface FieldProps {
  /** Dotted like the operation's field: `place.lng`. */
  readonly name: string;
  /** Its whole name where `name` counts from a list of the form. */
  readonly path?: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly required?: boolean;
  /** `checked` for switches and checkboxes. */
  readonly value?: 'checked';
  readonly children: ReactNode;
  readonly className?: string;
}

/** A field with its label, its explanation and its own error. */
export function Field({ name, path = name, label, hint, required, value, children, className }: FieldProps) {
  const t = useTexts(uiTexts);
  const labels = useContext(LabelsContext);
  useEffect(() => {
    labels.set(path, label);
    return () => void labels.delete(path);
  }, [labels, path, label]);
  return (
    <Form.Item
      name={nameOf(name)}
      label={label}
      extra={hint}
      className={className}
      valuePropName={value ?? 'value'}
      rules={required ? [{ required: true, whitespace: true, transform: asText, message: t('required', { name: label }) }] : []}
      required={required}
      validateTrigger="onSubmit"
    >
      {children}
    </Form.Item>
  );
}

/** Required of anything, not only of texts: a chosen id, a number or a list counts as filled. */
function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.length > 0 ? 'filled' : '';
  return typeof value === 'string' ? value : 'filled';
}
