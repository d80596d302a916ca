import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { SheetExchange } from '../../../platform/sheets/ui/SheetExchange.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useOperation } from '../../../ui/query.ts';
import { useSession } from '../../../ui/session.ts';
import { Asked, Empty } from '../../../ui/States.tsx';
import { listReasons } from '../../api/reasons.ts';
import { reasonKinds, type ReasonKind } from '../../schema/reasons.ts';
import { outcomes } from '../../schema/words.ts';
import type { ReasonRow } from '../answers.ts';
import '../cases.css';
import './settings.css';
import { reasonTexts } from '../text/reasons.ts';
import { settingsTexts } from '../text/settings.ts';
import { ReasonForm } from './ReasonForm.tsx';

const kinds = Object.keys(reasonKinds) as ReasonKind[];
const heads = { decline: 'declineHead', return: 'returnHead', longTerm: 'longTermHead' } as const;
type Open = { readonly kind: ReasonKind; readonly row: ReasonRow | null };

/** The lists of reasons: what may be chosen, what the reporter reads, what has to be added. */
export function ReasonsPage() {
  const t = useTexts(reasonTexts);
  const s = useTexts(settingsTexts);
  const word = useWord();
  const mayEdit = useSession().may('cases.settings');
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<Open | null>(null);
  const asked = useOperation(listReasons, all ? { all: 'true' } : {});
  return (
    <div className="cs-page">
      <PageHead title={t('reasons')} note={t('reasonsNote')}>
        <Checkbox checked={all} onChange={({ target }) => setAll(target.checked)}>
          {s('showAll')}
        </Checkbox>
        <SheetExchange name="case-reasons" />
      </PageHead>
      <div className="cs-scroll cs-inset">
        <Asked of={asked}>
          {kinds.map((kind) => (
            <ReasonList
              key={kind}
              kind={kind}
              rows={(asked.data?.items ?? []).filter((row) => row.kind === kind)}
              open={mayEdit ? setOpen : undefined}
            />
          ))}
        </Asked>
        <Outcomes />
      </div>
      <Dialog
        open={open !== null}
        title={open?.row ? t('edit', { name: word(open.row.name) }) : t('add')}
        onClose={() => setOpen(null)}
        width={720}
      >
        {open ? <ReasonForm key={`${open.kind} ${open.row?.code ?? 'new'}`} {...open} close={() => setOpen(null)} /> : null}
      </Dialog>
    </div>
  );
}

interface ListProps {
  readonly kind: ReasonKind;
  readonly rows: readonly ReasonRow[];
  readonly open: ((what: Open) => void) | undefined;
}

function ReasonList({ kind, rows, open }: ListProps) {
  const t = useTexts(reasonTexts);
  return (
    <section className="cs-reasons">
      <div className="cs-reasons-head">
        <h2>{t(heads[kind])}</h2>
        {open ? (
          <Button size="small" icon={<Icon name="plus" />} onClick={() => open({ kind, row: null })}>
            {t('add')}
          </Button>
        ) : null}
      </div>
      {rows.length === 0 ? (
        <Empty title={t('none')} hint={t('noneHint')} />
      ) : (
        <table className="tc-table tc-stacks">
          <caption className="tc-unseen">{t(heads[kind])}</caption>
          <thead>
            <tr>
              <th scope="col">{t('name')}</th>
              {kind === 'return' ? null : <th scope="col">{t('told')}</th>}
              <th scope="col">{t('words')}</th>
              <th scope="col">{t('source')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <ReasonLine key={row.code} row={row} edit={open ? () => open({ kind, row }) : undefined} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function ReasonLine({ row, edit }: { readonly row: ReasonRow; readonly edit: (() => void) | undefined }) {
  const t = useTexts(reasonTexts);
  const s = useTexts(settingsTexts);
  const word = useWord();
  const asks = word(row.wordsHint);
  return (
    <tr>
      <td>
        {edit ? (
          <button type="button" className="tc-link" onClick={edit}>
            {word(row.name)}
          </button>
        ) : (
          word(row.name)
        )}{' '}
        <small className="cs-quiet">{row.code}</small> {row.active ? null : <small className="cs-mark">{s('inactive')}</small>}
      </td>
      {row.kind === 'return' ? null : <td data-name={t('told')}>{word(row.told)}</td>}
      <td data-name={t('words')}>{row.wordsNeeded ? (asks ? t('wordsAsked', { text: asks }) : t('wordsMust')) : t('wordsFree')}</td>
      <td data-name={t('source')}>
        {row.provisional ? <small className="cs-mark">{s('provisional')}</small> : null} <span className="cs-quiet">{row.source}</span>
      </td>
    </tr>
  );
}

/** How a case ends is part of the rules and the measures, so it is no list of the city. */
function Outcomes() {
  const t = useTexts(reasonTexts);
  const word = useWord();
  return (
    <section className="cs-reasons">
      <h2>{t('outcomeHead')}</h2>
      <p className="cs-quiet">{t('outcomeNote')}</p>
      <ol>
        {Object.entries(outcomes).map(([code, name]) => (
          <li key={code}>
            {word(name)} <small className="cs-quiet">{code}</small>
          </li>
        ))}
      </ol>
    </section>
  );
}
