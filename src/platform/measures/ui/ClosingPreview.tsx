import { useState } from 'react';
import { figureText } from '../../../ui/dates.ts';
import { ActButton } from '../../../ui/ActButton.tsx';
import { Go } from '../../../ui/Go.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useAct, useOperation } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { Asked, ProblemLine } from '../../../ui/States.tsx';
import { closeMonth, previewClosing } from '../closing/api.ts';
import { closingTexts } from './closing-text.ts';
import { valueText } from './value.ts';

/** At what the figures of a month will stay, and the act that makes them. */
export function ClosingPreview({ month, onDone }: { readonly month: string; readonly onDone: () => void }) {
  const t = useTexts(closingTexts);
  const word = useWord();
  // Once it is closed there is nothing to preview; what is on the screen is asked again after the act.
  const [closing, setClosing] = useState(false);
  const preview = useOperation(previewClosing, { month }, { enabled: !closing });
  const act = useAct(closeMonth);
  const close = async () => {
    setClosing(true);
    const done = await act.run({ month });
    if (!done) return setClosing(false);
    say(t('closeDone', { month, n: figureText(done.answer.figures) }));
    onDone();
  };
  return (
    <section aria-label={t('preview', { month })}>
      <h2>{t('preview', { month })}</h2>
      <Asked of={preview}>
        <table className="tc-table tc-stacks" aria-label={t('preview', { month })}>
          <thead>
            <tr>
              <th scope="col">{t('measure')}</th>
              <th scope="col" className="tc-right">
                {t('value')}
              </th>
              <th scope="col" className="tc-right">
                {t('records')}
              </th>
            </tr>
          </thead>
          <tbody>
            {preview.data?.measures.map(({ id, name, kind, value, records }) => (
              <tr key={id}>
                <td>
                  <Go href={`/work/figures/${id}?span=month&from=${month}-01`}>{word(name)}</Go>
                </td>
                <td className="tc-right" data-name={t('value')}>
                  {valueText({ kind, value })}
                </td>
                <td className="tc-right" data-name={t('records')}>
                  {figureText(records)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>{t('previewNote', { n: figureText(preview.data?.figures ?? 0) })}</p>
        {act.problem ? <ProblemLine problem={act.problem} /> : null}
        <ActButton next loading={act.busy} onClick={() => void close()}>
          {t('close', { month })}
        </ActButton>
      </Asked>
    </section>
  );
}
