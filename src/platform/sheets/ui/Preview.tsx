import type { AnswerOf } from '../../../kernel/operation.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { StateTag } from '../../../ui/StateTag.tsx';
import type { uploadImport } from '../api.ts';
import { sheetTexts } from './text.ts';
import { useJoining } from '../../../ui/joining.ts';

type Shown = AnswerOf<typeof uploadImport>['preview'];
const FAULTS_SHOWN = 50;
const verdicts = {
  create: { tone: 'wait', icon: 'plus', word: 'verdictCreate' },
  update: { tone: 'wait', icon: 'pencil', word: 'verdictUpdate' },
  same: { tone: 'calm', icon: 'dash', word: 'verdictSame' },
  faulty: { tone: 'warn', icon: 'over', word: 'verdictFaulty' },
} as const;

/** What an import would do: counts, faults by cell, the first rows. */
export function Preview({ preview }: { readonly preview: Shown }) {
  const join = useJoining();
  const t = useTexts(sheetTexts);
  return (
    <>
      <output>
        <strong>{t('found', preview.counts)}</strong>
      </output>
      {preview.ignored.length > 0 ? <p className="tc-warn">{t('ignored', { columns: join.names(preview.ignored) })}</p> : null}
      {preview.faults.length > 0 ? <Faults preview={preview} /> : null}
    </>
  );
}

function Faults({ preview: { faults } }: { readonly preview: Shown }) {
  const t = useTexts(sheetTexts);
  const word = useWord();
  return (
    <>
      <table className="tc-table tc-small">
        <caption>{t('faultsTitle')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('faultCell')}</th>
            <th scope="col">{t('faultColumn')}</th>
            <th scope="col">{t('faultValue')}</th>
            <th scope="col">{t('faultWhy')}</th>
          </tr>
        </thead>
        <tbody>
          {faults.slice(0, FAULTS_SHOWN).map((fault) => (
            <tr key={`${fault.cell}${fault.code}`}>
              <td>{fault.cell}</td>
              <td className="tc-wrap">{fault.column}</td>
              <td className="tc-wrap">{fault.value}</td>
              <td className="tc-wrap tc-warn">{word(fault)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {faults.length > FAULTS_SHOWN ? <p className="tc-hint">{t('faultsMore', { n: FAULTS_SHOWN })}</p> : null}
    </>
  );
}

/** The first rows as they were read, each with what becomes of it. */
export function FirstRows({ preview: { header, first } }: { readonly preview: Shown }) {
  const join = useJoining();
  const t = useTexts(sheetTexts);
  if (first.length === 0) return null;
  return (
    <table className="tc-table tc-small">
      <caption>{t('first', { n: first.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('row')}</th>
          <th scope="col">{t('verdict')}</th>
          <th scope="col">{join.names(header.slice(0, 4))}…</th>
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
            <td className="tc-wrap">{join.parts(row.cells)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
