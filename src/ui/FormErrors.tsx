import type { RefObject } from 'react';
import type { CallProblem } from './call.ts';
import { useTexts } from './i18n.ts';
import { Icon } from './icons.tsx';
import { uiTexts } from './text.ts';

interface FormErrorsProps {
  readonly problem: CallProblem | null;
  /** Label of each field by its dotted name. */
  readonly labels?: ReadonlyMap<string, string>;
  readonly goTo?: (path: string) => void;
  readonly boxRef?: RefObject<HTMLDivElement | null>;
}

/** Why a form was not taken: the sentence, then every faulty field by name, each leading to it. */
export function FormErrors({ problem, labels, goTo, boxRef }: FormErrorsProps) {
  const t = useTexts(uiTexts);
  if (!problem) return null;
  const named = (path: string) =>
    labels?.get(path) ?? labels?.get(path.replace(/\.\d+$/, '')) ?? labels?.get(path.split('.')[0] ?? '') ?? path;
  return (
    <div className="tc-faults" role="alert" tabIndex={-1} ref={boxRef}>
      <p>
        <Icon name={problem.lost ? 'offline' : 'over'} />
        <span>{problem.faults.length > 0 ? t('faults', { n: problem.faults.length }) : problem.title}</span>
      </p>
      {problem.requestId && problem.status >= 500 ? <small>{t('requestId', { id: problem.requestId })}</small> : null}
      {problem.faults.length > 0 ? (
        <ul>
          {problem.faults.map((fault) => (
            <li key={`${fault.path}${fault.code}`}>
              {goTo ? (
                <button type="button" className="tc-link" onClick={() => goTo(fault.path)}>
                  {t('faultOf', { name: named(fault.path), message: fault.message })}
                </button>
              ) : (
                t('faultOf', { name: named(fault.path), message: fault.message })
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
