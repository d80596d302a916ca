import { Input } from 'antd';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import type { Channel } from '../../schema/words.ts';
import { deskTexts } from '../text/desk.ts';
import { Fault } from './Fault.tsx';
import { MoreQuestions } from './MoreQuestions.tsx';
import { useDates } from '../../../ui/dates.ts';
import { tinted } from './recognise.ts';
import type { Desk } from './useDraft.ts';
import { whence } from './whence.ts';
import { useJoining } from '../../../ui/joining.ts';

export const deskChannels = ['hotline', 'letter', 'counter', 'mailbox', 'media', 'leader', 'patrol'] as const satisfies readonly Channel[];
const heads = {
  hotline: 'wordsHotline',
  letter: 'wordsLetter',
  counter: 'wordsCounter',
  mailbox: 'wordsLetter',
  media: 'wordsMedia',
  leader: 'wordsLeader',
  patrol: 'wordsPatrol',
} as const;

/** The words first and widest, as they are said; below, what was recognised in them. */
export function DeskWords({ desk, faults }: { readonly desk: Desk; readonly faults: Readonly<Record<string, string>> }) {
  const t = useTexts(deskTexts);
  const { draft, change } = desk;
  const box = useRef<HTMLDivElement>(null);
  const channel = deskChannels.find((each) => each === draft.channel) ?? 'hotline';
  useEffect(() => {
    box.current?.querySelector('textarea')?.focus();
  }, [channel]);
  return (
    <div className="cs-desk-words" ref={box}>
      <label htmlFor="cs-words" className="cs-label">
        {t(heads[channel])}
      </label>
      <Tinted desk={desk} />
      <p className="cs-quiet cs-small" id="cs-words-hint">
        {t('wordsHint')} {t('draftKept')}
      </p>
      <Fault words={faults.words} />
      <Recognised desk={desk} />
      <div className="cs-desk-line">
        <label htmlFor="cs-title">
          <span>{t('title_')}</span>
          <small>{t(whence(draft.titleFrom, draft.title))}</small>
        </label>
        <Input
          id="cs-title"
          maxLength={60}
          value={draft.title}
          onChange={({ target }) => change({ title: target.value, titleFrom: 'hand' })}
        />
      </div>
      <MoreQuestions desk={desk} faults={faults} />
    </div>
  );
}

/** The words as they are typed, with what was recognised in them on a ground of its own. */
function Tinted({ desk }: { readonly desk: Desk }) {
  const { draft, change, heard, guessed } = desk;
  const ground = useRef<HTMLDivElement>(null);
  const whole = heard.area && heard.place ? [`${heard.area.name}${heard.place}`, `${heard.area.name} ${heard.place}`] : [];
  const pieces = tinted(draft.words, [...whole, heard.area?.name ?? '', heard.place, heard.time?.words ?? '', ...(guessed?.words ?? [])]);
  return (
    <div className="cs-tinted">
      <div ref={ground} aria-hidden="true">
        {pieces.map(({ from, text, on }) => (on ? <mark key={from}>{text}</mark> : text))}
        {/* A last empty line counts in the field, and here only with something on it. */}
        {'\u200b'}
      </div>
      <Input.TextArea
        id="cs-words"
        value={draft.words}
        maxLength={20_000}
        aria-describedby="cs-words-hint"
        onChange={({ target }) => change({ words: target.value })}
        onScroll={({ currentTarget }) => {
          if (ground.current) ground.current.scrollTop = currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

/** The same in words, for who does not see the ground; what was not taken is offered. */
function Recognised({ desk }: { readonly desk: Desk }) {
  const t = useTexts(deskTexts);
  const join = useJoining();
  const { longDay } = useDates();
  const { guessed, heard, change, draft } = desk;
  const { area, place, time } = heard;
  const things = guessed?.words ?? [];
  if (!area && !place && !time && things.length === 0) return <p className="cs-quiet cs-small">{t('foundNone')}</p>;
  return (
    <div className="cs-recognised" aria-live="polite">
      {area || place ? (
        <span>
          <Icon name="pin" /> {t('foundPlace')} <mark>{[area?.name, place].filter(Boolean).join(' ')}</mark>
          {area && draft.areaId !== area.id ? (
            <Take name={area.name} take={() => change({ areaId: area.id, areaName: area.name, areaFrom: 'hand' })} />
          ) : null}
        </span>
      ) : null}
      {things.length > 0 ? (
        <span>
          <Icon name="flag" /> {t('foundThing')} <mark>{join.names(things)}</mark>
          {guessed && draft.category !== guessed.code ? (
            <Take name={things[0] ?? ''} take={() => change({ category: guessed.code, categoryFrom: 'hand' })} />
          ) : null}
        </span>
      ) : null}
      {time ? (
        <span>
          <Icon name="clock" /> {t('foundTime')} <mark>{time.words}</mark>{' '}
          {t('foundDay', { day: longDay(time.day), time: time.time ?? '' })}
        </span>
      ) : null}
    </div>
  );
}

function Take({ name, take }: { readonly name: string; readonly take: () => void }) {
  const t = useTexts(deskTexts);
  return (
    <button type="button" className="tc-link" onClick={take}>
      {t('use', { name })}
    </button>
  );
}
