import type { ReactElement, ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { useTexts } from './site.ts';
import { frameTexts } from './text.ts';

/** What is to be corrected, where it stands in the form. */
export interface FormFault {
  /** Id of the step or field. */
  readonly field: string;
  /** Shown at the field. */
  readonly message: string;
  /** Shown in the summary: where and what to do. */
  readonly summary: string;
}

/** Says at the top what is missing; each line leads to its field. */
export function FaultSummary({ faults }: { readonly faults: readonly FormFault[] }): ReactElement | null {
  const t = useTexts(frameTexts);
  if (faults.length === 0) return null;
  return (
    <div className="note warn" role="alert" id="faults" tabIndex={-1}>
      <h2>
        <Icon name="alert" /> {t('wrong', { n: faults.length })}
      </h2>
      {faults.map(({ field, summary }) => (
        <p key={field}>
          <a href={`#${field}`}>{summary}</a>
        </p>
      ))}
      <p>{t('kept')}</p>
    </div>
  );
}

export function FaultMessage({ id, children }: { readonly id: string; readonly children: ReactNode }): ReactElement {
  return (
    <p className="msg" id={id}>
      <Icon name="alert" /> {children}
    </p>
  );
}

interface StepProps {
  readonly id: string;
  readonly number: number;
  readonly title: ReactNode;
  readonly note?: string;
  readonly className?: string;
  readonly fault?: FormFault;
  readonly children: ReactNode;
}

/** A numbered question of a form. */
export function Step({ id, number, title, note, className, fault, children }: StepProps): ReactElement {
  const names = ['step', className, fault && 'faulty'].filter(Boolean).join(' ');
  return (
    <fieldset className={names} id={id} aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend>
        <span className="digit">{number}</span>
        {title}
        {note && <span className="opt">{note}</span>}
      </legend>
      {fault && <FaultMessage id={`${id}-fault`}>{fault.message}</FaultMessage>}
      {children}
    </fieldset>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly icon?: IconName;
}

/** One of several, as big tiles. */
export function Tiles({
  name,
  choices,
  chosen,
  required,
}: {
  readonly name: string;
  readonly choices: readonly Choice[];
  readonly chosen?: string;
  readonly required?: boolean;
}): ReactElement {
  return (
    <div className="tiles">
      {choices.map(({ value, label, icon }) => (
        <div key={value}>
          <input
            className="vh"
            type="radio"
            name={name}
            id={`${name}-${value}`}
            value={value}
            defaultChecked={value === chosen}
            required={required}
          />
          <label htmlFor={`${name}-${value}`}>
            {icon && <Icon name={icon} />}
            {label}
          </label>
        </div>
      ))}
    </div>
  );
}

/** Values that travel with the form unseen. */
export function Carried({ values }: { readonly values: Readonly<Record<string, string | readonly string[] | undefined>> }): ReactElement {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : (value ?? []).map((one) => [name, one] as const),
  );
  return (
    <>
      {pairs.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
