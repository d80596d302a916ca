import { figureText, stampTime } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import type { AnswerOf } from '../../../kernel/operation.ts';
import type { Column } from '../../../ui/list.ts';
import { ListView } from '../../../ui/ListView.tsx';
import { useOperation, usePages } from '../../../ui/query.ts';
import { Empty } from '../../../ui/States.tsx';
import { StateTag } from '../../../ui/StateTag.tsx';
import { getMeasure, measureRecords } from '../api.ts';
import type { Meaning, Scope } from './scope.ts';
import { measureTexts } from './text.ts';

type Row = AnswerOf<typeof measureRecords>['items'][number];

/** The records behind the figure; who may not see them is told so. */
export function Records({ meaning, scope }: { readonly meaning: Meaning; readonly scope: Scope }) {
  const t = useTexts(measureTexts);
  const figure = useOperation(getMeasure, { measure: meaning.id, ...scope });
  const records = usePages(measureRecords, { measure: meaning.id, ...scope }, { enabled: meaning.opens });
  const columns: readonly Column<Row>[] = [
    { key: 'title', title: t('record'), show: (row) => row.title },
    { key: 'at', title: t('at'), show: (row) => stampTime(row.at), right: true },
    ...(meaning.kind === 'rate'
      ? [{ key: 'counts', title: t('standing'), show: (row: Row) => <Counts row={row} />, narrow: 'side' as const }]
      : []),
  ];
  return (
    <>
      <h2 className="tc-records-head">
        {t('records')} {figure.data ? <small>{t('recordCount', { n: figureText(figure.data.records.count) })}</small> : null}
      </h2>
      {meaning.opens ? (
        <>
          {records.partial ? <p className="tc-hint tc-behind-hint">{t('recordsPartial')}</p> : null}
          <ListView
            name={`figure-${meaning.id}`}
            label={t('records')}
            pages={records}
            columns={columns}
            total={records.partial ? undefined : figure.data?.records.count}
            rowKey={(row) => row.id}
            rowName={(row) => row.title}
            href={(row) => row.href}
            empty={<Empty title={t(records.partial ? 'recordsNoneOfYours' : 'recordsEmpty')} />}
          />
        </>
      ) : (
        <Empty title={t('recordsHidden')} />
      )}
    </>
  );
}

function Counts({ row }: { readonly row: Row }) {
  const t = useTexts(measureTexts);
  return (
    <StateTag tone="calm" icon={row.counts ? 'tick' : 'dash'}>
      {t(row.counts ? 'counts' : 'notCounted')}
    </StateTag>
  );
}
