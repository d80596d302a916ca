import { Select } from 'antd';
import { useEffect, useState } from 'react';
import type { AnswerOf, Operation, SentBy } from '../kernel/operation.ts';
import { useTexts } from './i18n.ts';
import { useOperation } from './query.ts';
import { uiTexts } from './text.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Explains it: where it belongs. */
  readonly note?: string;
}

interface SearchPickerProps<Op extends Operation> {
  /** Finds by what is typed. */
  readonly operation: Op;
  readonly ask: (text: string) => SentBy<Op>;
  readonly choices: (answer: AnswerOf<Op>) => readonly Choice[];
  /** The chosen one when it is not among those found: shown under its name. */
  readonly known?: Choice | null;
  readonly value?: string | null;
  readonly onChange?: (value: string | null, choice: Choice | undefined) => void;
  readonly id?: string;
  readonly placeholder?: string;
  readonly clearable?: boolean;
  readonly disabled?: boolean;
  readonly label?: string;
  /** Set by a form's field. */
  readonly 'aria-required'?: boolean | 'true' | 'false';
  readonly 'aria-invalid'?: boolean | 'true' | 'false';
  readonly 'aria-describedby'?: string;
}

/** Chooses one of very many: asks the server 250 ms after the last key. */
export function SearchPicker<Op extends Operation>(props: SearchPickerProps<Op>) {
  const { operation, ask, choices, known, value, onChange, clearable = true } = props;
  const t = useTexts(uiTexts);
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const asked = useLater(text, 250);
  // Never those found for other words: who types a name and presses Enter would get somebody else.
  const found = useOperation(operation, ask(asked), { enabled: open, fresh: true });
  const waiting = text !== asked || found.loading;
  const [chosen, setChosen] = useState<Choice | null>(null);
  const listed = waiting || found.data === undefined ? [] : choices(found.data);
  // Among those found for words it would stand first, and Enter would choose it again.
  const extra = (text === '' ? [chosen, known] : [])
    .filter((choice) => choice != null && choice.value === value && !listed.some((each) => each.value === choice.value))
    .slice(0, 1);
  const options = [...extra, ...listed].flatMap((choice) => (choice ? [choice] : []));
  return (
    <Select<string>
      id={props.id}
      aria-label={props.label}
      aria-required={props['aria-required']}
      aria-invalid={props['aria-invalid']}
      aria-describedby={props['aria-describedby']}
      className="tc-picker"
      value={value ?? undefined}
      placeholder={props.placeholder ?? t('findMore')}
      disabled={props.disabled}
      allowClear={clearable}
      loading={open && (waiting || found.refreshing)}
      showSearch={{ filterOption: false, onSearch: setText }}
      // With nothing to choose the list would close, and the words be gone.
      onInputKeyDown={(event) => {
        if (event.key !== 'Enter' || !open || options.length > 0) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      onOpenChange={setOpen}
      notFoundContent={
        waiting ? t('loading') : found.problem ? found.problem.title : asked ? t('nothingFound', { text: asked }) : t('typeToFind')
      }
      options={options.map((choice) => ({ value: choice.value, label: choice.label, note: choice.note }))}
      optionRender={({ data }) => (
        <span className="tc-choice">
          <span>{data.label}</span>
          {data.note ? <small>{data.note}</small> : null}
        </span>
      )}
      onChange={(next: string | undefined) => {
        const choice = options.find((each) => each.value === next);
        setChosen(choice ?? null);
        onChange?.(next ?? null, choice);
      }}
    />
  );
}

/** The value once it has stood still for a while. */
export function useLater<T>(value: T, milliseconds: number): T {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return later;
}
