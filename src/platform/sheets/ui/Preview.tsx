import type { AnswerOf } from '../../../kernel/operation.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { StateTag } from '../../../ui/StateTag.tsx';
import type { uploadImport } from '../api.ts';
import { sheetTexts } from './text.ts';

type Shown = AnswerOf<typeof uploadImport>['preview'];
const verdicts = {
  create: { tone: 'wait', icon: 'plus', word: 'verdictCreate' },
  update: { tone: 'wait', icon: 'pencil', word: 'verdictUpdate' },
  same: { tone: 'calm', icon: 'dash', word: 'verdictSame' },
  faulty: { tone: 'warn', icon: 'over', word: 'verdictFaulty' },
} as const;

/** What an import would do: counts, faults by cell, the first rows. */
export function Preview({ preview }: { readonly preview: Shown }) {
  const t = useTexts(sheetTexts);
  return (
    <>
      <p role="status">
        <strong>{t('found', preview.counts)}</strong>
      </p>
      {preview.ignored.length > 0 ? <p className="tc-warn">{t('ignored', { columns: preview.ignored.join('、') })}</p> : null}
      {preview.faults.length > 0 ? <Faults preview={preview} /> : null}
      <FirstRows preview={preview} />
    </>
  );
}

function Faults({ preview: { faults } }: { readonly preview: Shown }) {
  const t = useTexts(sheetTexts);
  const word = useWord();
  return (
    <>
      <h3>{t('faultsTitle')}</h3>
      <div className="tc-import-box" tabIndex={0} role="region" aria-label={t('faultsTitle')}>
        <table className="tc-table tc-small">
          <thead>
            <tr>
              <th scope="col">{t('faultCell')}</th>
              <th scope="col">{t('faultColumn')}</th>
              <th scope="col">{t('faultValue')}</th>
              <th scope="col">{t('faultWhy')}</th>
            </tr>
          </thead>
          <tbody>
            {faults.map((fault) => (
              <tr key={`${fault.cell}${fault.code}`}>
                <td>{fault.cell}</td>
                <td>{fault.column}</td>
                <td className="tc-wrap">{fault.value}</td>
                <td className="tc-wrap tc-warn">{word(fault)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {faults.length >= 200 ? <p className="tc-hint">{t('faultsMore')}</p> : null}
    </>
  );
}

function FirstRows({ preview: { header, first } }: { readonly preview: Shown }) {
  const t = useTexts(sheetTexts);
  if (first.length === 0) return null;
  return (
    <>
      <h3>{t('first', { n: first.length })}</h3>
      <div className="tc-import-box" tabIndex={0} role="region" aria-label={t('first', { n: first.length })}>
        <table className="tc-table tc-small">
          <thead>
            <tr>
              <th scope="col">{t('row')}</th>
              <th scope="col">{t('verdict')}</th>
              {header.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {first.map((row) => (
              <tr key={row.row}>
                <td>{row.row}</td>
                <td>
                  <StateTag tone={verdicts[row.verdict].tone} icon={verdicts[row.verdict].icon}>
                    {t(verdicts[row.verdict].word)}
                  </StateTag>
                </td>
                {row.cells.map((cell, index) => (
                  // Cells have no name but their column.
                  <td key={header[index] ?? index}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
