import { Input } from 'antd';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import type { Channel } from '../../schema/words.ts';
import { deskTexts } from '../text/desk.ts';
import { MoreQuestions } from './MoreQuestions.tsx';
import type { Desk } from './useDraft.ts';
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
      <Input.TextArea
        id="cs-words"
        value={draft.words}
        maxLength={20_000}
        aria-describedby="cs-words-hint"
        onChange={({ target }) => change({ words: target.value })}
      />
      <p className="cs-quiet cs-small" id="cs-words-hint">
        {t('wordsHint')} {t('draftKept')}
      </p>
      <Recognised desk={desk} />
      <MoreQuestions desk={desk} faults={faults} />
    </div>
  );
}

function Recognised({ desk }: { readonly desk: Desk }) {
  const t = useTexts(deskTexts);
  const join = useJoining();
  const { guessed, foundArea, change, draft } = desk;
  const usedArea = draft.areaId === foundArea?.id;
  const usedThing = draft.category === guessed?.code;
  return (
    <div className="cs-recognised" aria-live="polite">
      {foundArea ? (
        <span>
          <Icon name="pin" /> {t('foundPlace')} <mark>{foundArea.name}</mark>
          {usedArea ? null : (
            <button
              type="button"
              className="tc-link"
              onClick={() => change({ areaId: foundArea.id, areaName: foundArea.name, areaFrom: 'hand' })}
            >
              {t('use', { name: foundArea.name })}
            </button>
          )}
        </span>
      ) : null}
      {guessed && guessed.words.length > 0 ? (
        <span>
          <Icon name="flag" /> {t('foundThing')} <mark>{join.names(guessed.words)}</mark>
          {usedThing ? null : (
            <button type="button" className="tc-link" onClick={() => change({ category: guessed.code, categoryFrom: 'hand' })}>
              {t('use', { name: guessed.words[0] ?? '' })}
            </button>
          )}
        </span>
      ) : null}
      {!foundArea && !guessed ? <span className="cs-quiet">{t('foundNone')}</span> : null}
    </div>
  );
}
