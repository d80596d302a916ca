import type { AnswerOf } from '../../../kernel/operation.ts';
import { useDates } from '../../../ui/dates.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import type { Column } from '../../../ui/list.ts';
import { ListView } from '../../../ui/ListView.tsx';
import { usePages } from '../../../ui/query.ts';
import { Empty } from '../../../ui/States.tsx';
import { measureCorrections } from '../api.ts';
import { closingTexts } from './closing-text.ts';
import type { Meaning, Scope } from './scope.ts';
import { useJoining } from '../../../ui/joining.ts';

type Row = AnswerOf<typeof measureCorrections>['items'][number];

/** Records that changed after their month was closed: which, from what to what, when, why and by whom. */
export function Corrections({ meaning, scope }: { readonly meaning: Meaning; readonly scope: Scope }) {
  const t = useTexts(closingTexts);
  const word = useWord();
  const { stampTime } = useDates();
  const join = useJoining();
  const rows = usePages(measureCorrections, { measure: meaning.id, ...scope }, { enabled: meaning.opens });
  if (!meaning.opens) return <Empty title={t('correctionsHidden')} />;
  const change = (row: Row) =>
    row.wasMinutes !== null && row.isMinutes !== null
      ? t('minutesTo', { was: row.wasMinutes, is: row.isMinutes })
      : t('to', { was: t(row.was), is: t(row.is) });
  const several = scope.from.slice(0, 7) !== scope.to.slice(0, 7);
  const why = (row: Row) => (
    <>
      {row.words ? join.about(word(row.why), row.words) : word(row.why)}
      {row.by ? <small className="tc-hint"> {row.by}</small> : null}
    </>
  );
  const columns: readonly Column<Row>[] = [
    { key: 'title', title: t('record'), show: (row) => row.title },
    { key: 'change', title: t('change'), show: (row) => (several ? `${row.month} ${change(row)}` : change(row)), narrow: 'side' },
    { key: 'at', title: t('at'), show: (row) => stampTime(row.at), right: true },
    { key: 'why', title: t('why'), show: why },
  ];
  return (
    <>
      {rows.partial ? <p className="tc-hint tc-behind-hint">{t('correctionsPartial')}</p> : null}
      <ListView
        name={`corrections-${meaning.id}`}
        label={t('corrections')}
        pages={rows}
        columns={columns}
        rowKey={(row) => `${row.month} ${row.id}`}
        rowName={(row) => row.title}
        href={(row) => row.href}
        empty={<Empty title={t(rows.partial ? 'noCorrectionsOfYours' : 'noCorrections')} />}
      />
    </>
  );
}
