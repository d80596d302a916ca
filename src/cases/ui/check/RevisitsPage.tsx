import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { figureText, useDates } from '../../../ui/dates.ts';
import { Go } from '../../../ui/Go.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useAct, useOperation } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { Asked, Empty } from '../../../ui/States.tsx';
import { drawRevisit, listRevisits } from '../../api/settings.ts';
import type { RevisitRow } from '../answers.ts';
import '../cases.css';
import { FormFoot } from '../FormFoot.tsx';
import { listTexts } from '../text/list.ts';

/** Samples of closed cases that are visited again; the seed lets anyone draw the same. */
export function RevisitsPage() {
  const t = useTexts(listTexts);
  const asked = useOperation(listRevisits, {});
  const [drawing, setDrawing] = useState(false);
  const items = asked.data?.items ?? [];
  return (
    <div className="cs-page">
      <PageHead title={t('revisitTitle')} note={t('revisitNote')}>
        <Button type="primary" onClick={() => setDrawing(true)}>
          {t('revisitDraw')}
        </Button>
      </PageHead>
      <div className="cs-scroll">
        <Asked of={asked}>
          {items.length === 0 ? <Empty title={t('revisitEmpty')} hint={t('revisitEmptyHint')} /> : <Samples items={items} />}
        </Asked>
      </div>
      <Dialog open={drawing} title={t('revisitDraw')} onClose={() => setDrawing(false)} width={440}>
        <DrawForm close={() => setDrawing(false)} />
      </Dialog>
    </div>
  );
}

function Samples({ items }: { readonly items: readonly RevisitRow[] }) {
  const t = useTexts(listTexts);
  const { stampTime } = useDates();
  return (
    <table className="tc-table tc-stacks" aria-label={t('revisitTitle')}>
      <thead>
        <tr>
          <th scope="col">{t('revisitPeriod')}</th>
          <th scope="col">{t('revisitSeed')}</th>
          <th scope="col" className="tc-right">
            {t('revisitDone')}
          </th>
          <th scope="col" className="tc-right">
            {t('revisitTotal')}
          </th>
          <th scope="col" className="tc-right">
            {t('revisitOf')}
          </th>
          <th scope="col">{t('revisitMade')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td>
              <Go href={`/work/cases/revisits/${item.id}`}>
                {item.from} – {item.to}
              </Go>
            </td>
            <td className="tc-wrap" data-name={t('revisitSeed')}>
              {item.seed}
            </td>
            <td className="tc-right" data-name={t('revisitDone')}>
              {figureText(item.done)}
            </td>
            <td className="tc-right" data-name={t('revisitTotal')}>
              {figureText(item.total)}
            </td>
            <td className="tc-right" data-name={t('revisitOf')}>
              {figureText(item.population)}
            </td>
            <td data-name={t('revisitMade')}>
              {item.madeBy} <small className="cs-quiet">{stampTime(item.madeAt)}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DrawValues {
  readonly from: string;
  readonly to: string;
  readonly share?: number | null;
  readonly seed: string;
}

function DrawForm({ close }: { readonly close: () => void }) {
  const t = useTexts(listTexts);
  const act = useAct(drawRevisit);
  return (
    <ActForm<typeof drawRevisit, DrawValues>
      act={act}
      toInput={({ share, ...values }) => ({ ...values, share: share ? share / 100 : undefined })}
      onDone={(drawn) => {
        say(t('revisitDrawn', { n: drawn.total, population: drawn.population }));
        close();
      }}
    >
      <Field name="from" label={t('revisitFrom')} required>
        <Input type="date" />
      </Field>
      <Field name="to" label={t('revisitTo')} required>
        <Input type="date" />
      </Field>
      <Field name="share" label={t('revisitShare')} hint={t('revisitShareHint')}>
        <InputNumber min={0.1} max={100} suffix="%" />
      </Field>
      <Field name="seed" label={t('revisitSeed')} hint={t('revisitSeedHint')} required>
        <Input maxLength={80} />
      </Field>
      <FormFoot send={t('revisitDraw')} busy={act.busy} cancel={close} />
    </ActForm>
  );
}
