import { Button, Checkbox, Input } from 'antd';
import { useMemo, useState } from 'react';
import { SheetExchange } from '../../../platform/sheets/ui/SheetExchange.tsx';
import { cityDay } from '../../../ui/dates.ts';
import { FormErrors } from '../../../ui/FormErrors.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useAct, useOperation } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { useSession } from '../../../ui/session.ts';
import { StateTag } from '../../../ui/StateTag.tsx';
import { Asked } from '../../../ui/States.tsx';
import { fillCalendar, readCalendar, saveCalendar } from '../../api/settings.ts';
import type { CalendarAnswer } from '../answers.ts';
import '../cases.css';
import './settings.css';
import { settingsTexts } from '../text/settings.ts';
import { countKinds, daysOf, type DayKind, nextKind } from './calendar.ts';
import { YearGrid } from './YearGrid.tsx';

/** A year of working days, rest days, holidays and make-up workdays; says whether it is official. */
export function CalendarPage() {
  const t = useTexts(settingsTexts);
  const place = usePlace();
  const thisYear = Number(cityDay().slice(0, 4));
  const year = Number(place.query.year) || thisYear;
  const asked = useOperation(readCalendar, { year }, { fresh: true });
  const go = (to: number) => place.setQuery({ year: to === thisYear ? undefined : String(to) });
  return (
    <div className="cs-page">
      <PageHead title={t('calendar')} note={t('calendarNote')}>
        <SheetExchange name="case-calendar" />
        <Button aria-label={t('previousYear')} icon={<Icon name="left" />} onClick={() => go(year - 1)} />
        <strong aria-live="polite">{t('yearOf', { n: year })}</strong>
        <Button aria-label={t('nextYear')} icon={<Icon name="right" />} onClick={() => go(year + 1)} />
      </PageHead>
      <div className="cs-scroll cs-inset">
        <Asked of={asked} rows={10}>
          {asked.data ? <YearForm key={JSON.stringify([year, asked.data])} year={year} calendar={asked.data} /> : null}
        </Asked>
      </div>
    </div>
  );
}

function YearForm({ year, calendar }: { readonly year: number; readonly calendar: CalendarAnswer }) {
  const t = useTexts(settingsTexts);
  const session = useSession();
  const mayEdit = session.may('cases.settings');
  const save = useAct(saveCalendar);
  const fill = useAct(fillCalendar);
  const first = useMemo(() => daysOf(year, calendar.days), [year, calendar.days]);
  const [days, setDays] = useState(first);
  const [official, setOfficial] = useState(calendar.official);
  const [source, setSource] = useState(calendar.source);
  const changed = days.filter((day, index) => day.kind !== first[index]?.kind).length;
  const dirty = changed > 0 || official !== calendar.official || source !== calendar.source;
  const turn = (day: string) =>
    setDays((all) => all.map((each) => (each.day === day ? { ...each, kind: nextKind(each), name: '' } : each)));
  const write = async () => {
    const done = await save.run({ year, official, source, days: days.map(({ day, kind, name }) => ({ day, kind, name })) });
    if (done) say(t('calendarSaved', { n: year }));
  };
  const take = async () => {
    if (await fill.run({ year })) say(t('calendarFilled', { n: year }));
  };
  const counts = countKinds(days);
  return (
    <>
      <p>
        <StateTag tone={calendar.official ? 'calm' : 'warn'} icon={calendar.official ? 'file' : 'clock'}>
          {calendar.official ? t('calendarOfficial', { source: calendar.source }) : t('calendarProvisional')}
        </StateTag>
      </p>
      <p className="cs-quiet">{t('counts', { work: counts.workday, rest: counts.rest, holiday: counts.holiday, makeup: counts.makeup })}</p>
      <Legend />
      <FormErrors problem={save.problem ?? fill.problem} />
      <YearGrid days={days} turn={mayEdit ? turn : undefined} />
      {mayEdit ? (
        <div className="cs-calendar-foot">
          <p className="tc-hint">{t('calendarHow')}</p>
          <label>
            {t('calendarSource')}
            <Input value={source} maxLength={300} onChange={({ target }) => setSource(target.value)} />
          </label>
          <Checkbox checked={official} onChange={({ target }) => setOfficial(target.checked)}>
            {t('calendarIsOfficial')}
          </Checkbox>
          <div className="cs-form-foot">
            <Button type="primary" disabled={!dirty} loading={save.busy} onClick={() => void write()}>
              {t('calendarSave')}
            </Button>
            <Button loading={fill.busy} onClick={() => void take()}>
              {t('calendarFill')}
            </Button>
            {changed > 0 ? (
              <>
                <output className="cs-soon">{t('calendarChanged', { n: changed })}</output>
                <Button type="link" onClick={() => setDays(first)}>
                  {t('reset')}
                </Button>
              </>
            ) : null}
          </div>
        </div>
      ) : null}
    </>
  );
}

const kinds = { workday: 'dayWorkday', rest: 'dayRest', holiday: 'dayHoliday', makeup: 'dayMakeup' } as const satisfies Record<
  DayKind,
  string
>;

function Legend() {
  const t = useTexts(settingsTexts);
  return (
    <ul className="cs-year-legend" aria-label={t('legend')}>
      {(Object.keys(kinds) as DayKind[]).map((kind) => (
        <li key={kind}>
          <i className={`cs-day cs-day-${kind}`} aria-hidden="true">
            {kind === 'holiday' ? t('markHoliday') : kind === 'makeup' ? t('markMakeup') : '1'}
          </i>
          {t(kinds[kind])}
        </li>
      ))}
    </ul>
  );
}
