import './figures.css';
import { useState } from 'react';
import { cityDay, useDates } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useOperation } from '../../../ui/query.ts';
import { useSession } from '../../../ui/session.ts';
import { Asked, Empty } from '../../../ui/States.tsx';
import { listClosedMonths } from '../closing/api.ts';
import { ClosingDay } from './ClosingDay.tsx';
import { ClosingPreview } from './ClosingPreview.tsx';
import { closingTexts } from './closing-text.ts';
import { EarlierMonth } from './EarlierMonth.tsx';
import { measureTexts } from './text.ts';

/** Which months are closed; for the head of the office the next one with what its figures will be, and the day of the rest. */
export function ClosingPage() {
  const t = useTexts(closingTexts);
  const m = useTexts(measureTexts);
  const { stampTime } = useDates();
  const months = useOperation(listClosedMonths, {});
  const mayClose = useSession().may('measures.close');
  const [earlier, setEarlier] = useState<string | null>(null);
  const next = earlier ?? months.data?.next ?? null;
  const day = months.data?.day ?? null;
  return (
    <>
      <PageHead title={t('closing')} note={t('closingNote')} path={[{ name: m('measures'), href: '/work/figures' }]} />
      <div className="tc-page">
        <div className="tc-body tc-closing">
          <Asked of={months}>
            {mayClose ? (
              <>
                {next ? <ClosingPreview key={next} month={next} onDone={() => setEarlier(null)} /> : <p>{t('allClosed')}</p>}
                <EarlierMonth closed={months.data?.items.map(({ month }) => month) ?? []} today={cityDay()} onChosen={setEarlier} />
                <ClosingDay day={day} />
              </>
            ) : (
              <p>{day === null ? t('dayNever') : t('dayIs', { day })}</p>
            )}
            <h2>{t('closedMonths')}</h2>
            {months.data?.items.length === 0 ? (
              <Empty title={t('noneClosed')} />
            ) : (
              <table className="tc-table" aria-label={t('closedMonths')}>
                <thead>
                  <tr>
                    <th scope="col">{t('month')}</th>
                    <th scope="col">{t('by')}</th>
                    <th scope="col" className="tc-right">
                      {t('closedAt')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {months.data?.items.map(({ month, closedAt, closedBy }) => (
                    <tr key={month}>
                      <td>{month}</td>
                      <td>{closedBy ?? t('byItself')}</td>
                      <td className="tc-right">{stampTime(closedAt)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </Asked>
        </div>
      </div>
    </>
  );
}
