import { Button, Radio } from 'antd';
import { useMemo, useState } from 'react';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useDates } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import type { Column } from '../../../ui/list.ts';
import { ListView } from '../../../ui/ListView.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useAct, useOperation, usePages } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { Empty } from '../../../ui/States.tsx';
import { StateTag } from '../../../ui/StateTag.tsx';
import { listRevisits, readRevisit, recordRevisit } from '../../api/settings.ts';
import { FormFoot } from '../FormFoot.tsx';
import { WordsField } from '../acts/fields.tsx';
import type { RevisitItem } from '../answers.ts';
import '../cases.css';
import { casePath } from '../places.ts';
import { caseTexts } from '../text.ts';
import { listTexts } from '../text/list.ts';

const results = { holds: 'revisitHolds', back: 'revisitBack', partly: 'revisitPartly' } as const;

/** One sample: the drawn cases and what was found there. */
export function RevisitPage() {
  const t = useTexts(listTexts);
  const place = usePlace();
  const revisitId = place.param('revisitId');
  const pages = usePages(readRevisit, { revisitId });
  const samples = useOperation(listRevisits, {});
  const sample = samples.data?.items.find((item) => item.id === revisitId);
  const [open, setOpen] = useState<RevisitItem | null>(null);
  const columns = useRevisitColumns(setOpen);
  return (
    <div className="cs-page">
      <PageHead
        title={t('revisitTitle')}
        path={[{ name: t('revisitTitle'), href: '/work/cases/revisits' }]}
        note={sample ? t('revisitBatch', { from: sample.from, to: sample.to, seed: sample.seed }) : ''}
      />
      <ListView
        name="revisit"
        label={t('revisitTitle')}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.caseId}
        rowName={(row) => `${row.number} ${row.title}`}
        href={(row) => casePath(row.caseId)}
        total={sample?.total}
        empty={<Empty title={t('revisitItemsEmpty')} />}
      />
      <Dialog open={open !== null} title={open ? `${open.number} ${open.title}` : ''} onClose={() => setOpen(null)}>
        {open ? <RecordForm revisitId={revisitId} item={open} close={() => setOpen(null)} /> : null}
      </Dialog>
    </div>
  );
}

function useRevisitColumns(record: (item: RevisitItem) => void): readonly Column<RevisitItem>[] {
  const t = useTexts(listTexts);
  const c = useTexts(caseTexts);
  const { shortTime } = useDates();
  return useMemo(
    () => [
      { key: 'number', title: c('number'), show: (row) => row.number },
      { key: 'title', title: c('problem'), wide: true, narrow: 'main', show: (row) => row.title },
      { key: 'place', title: c('place'), show: (row) => row.place },
      { key: 'unit', title: c('unit'), show: (row) => row.unitName },
      { key: 'closedAt', title: c('closedAt'), right: true, show: (row) => shortTime(row.closedAt) },
      {
        key: 'result',
        title: t('revisitResult'),
        narrow: 'side',
        show: (row) =>
          row.result ? (
            <StateTag tone={row.result === 'holds' ? 'done' : 'warn'} icon={row.result === 'holds' ? 'tick' : 'again'}>
              {t(results[row.result])}
            </StateTag>
          ) : (
            <StateTag tone="wait" icon="eye">
              {t('revisitOpen')}
            </StateTag>
          ),
      },
      { key: 'by', title: t('revisitBy'), show: (row) => row.checkedBy },
      {
        key: 'act',
        title: t('revisitRecord'),
        show: (row) => (
          <Button size="small" onClick={() => record(row)}>
            {t('revisitRecord')}
          </Button>
        ),
      },
    ],
    [t, c, shortTime, record],
  );
}

interface RecordValues {
  readonly result: keyof typeof results;
  readonly note?: string;
}

function RecordForm({ revisitId, item, close }: { readonly revisitId: string; readonly item: RevisitItem; readonly close: () => void }) {
  const t = useTexts(listTexts);
  const act = useAct(recordRevisit);
  return (
    <ActForm<typeof recordRevisit, RecordValues>
      act={act}
      initial={{ result: item.result ?? undefined, note: item.note ?? '' }}
      toInput={(values) => ({ revisitId, caseId: item.caseId, ...values })}
      onDone={() => {
        say(t('revisitSaid', { number: item.number }));
        close();
      }}
    >
      <Field name="result" label={t('revisitResult')} required>
        <Radio.Group className="cs-choices" options={Object.entries(results).map(([value, key]) => ({ value, label: t(key) }))} />
      </Field>
      <WordsField name="note" label={t('revisitNoteField')} max={1000} optional />
      <FormFoot send={t('revisitRecord')} busy={act.busy} cancel={close} />
    </ActForm>
  );
}
