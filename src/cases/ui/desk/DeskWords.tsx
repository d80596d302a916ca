import { Input } from 'antd';
import { useEffect, useRef } from 'react';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { useOperation } from '../../../ui/query.ts';
import { listCategories } from '../../api/settings.ts';
import type { Channel } from '../../schema/words.ts';
import { caseTexts } from '../text.ts';
import { deskTexts } from '../text/desk.ts';
import type { Desk } from './useDraft.ts';

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
export function DeskWords({ desk }: { readonly desk: Desk }) {
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
      <MoreQuestions desk={desk} />
    </div>
  );
}

function Recognised({ desk }: { readonly desk: Desk }) {
  const t = useTexts(deskTexts);
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
          <Icon name="flag" /> {t('foundThing')} <mark>{guessed.words.join('、')}</mark>
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

/** The category's own questions: they change the unit or the urgency, so they are asked while somebody is on the line. */
function MoreQuestions({ desk }: { readonly desk: Desk }) {
  const t = useTexts(deskTexts);
  const c = useTexts(caseTexts);
  const word = useWord();
  const { draft, change } = desk;
  const { data } = useOperation(listCategories, {});
  const asked = data?.items.find((category) => category.code === draft.category)?.attributes ?? [];
  if (asked.length === 0) return null;
  const set = (code: string, value: string) => change({ attributes: { ...draft.attributes, [code]: value } });
  return (
    <fieldset className="cs-note cs-asks">
      <legend>{t('attributes')}</legend>
      {asked.map((attribute) => {
        const value = String(draft.attributes[attribute.code] ?? '');
        return (
          <label key={attribute.code}>
            <span>
              {word(attribute.name)}
              {attribute.required ? ' *' : ''} {attribute.hint ? <small className="cs-quiet">{word(attribute.hint)}</small> : null}
            </span>
            {attribute.values && attribute.values.length > 0 ? (
              <select value={value} onChange={({ target }) => set(attribute.code, target.value)}>
                <option value="">{c('notSet')}</option>
                {attribute.values.map((choice) => (
                  <option key={choice.key} value={choice.key}>
                    {word(choice.name)}
                  </option>
                ))}
              </select>
            ) : (
              <Input
                type={attribute.type === 'number' ? 'number' : attribute.type === 'datetime' ? 'datetime-local' : 'text'}
                value={value}
                onChange={({ target }) => set(attribute.code, target.value)}
              />
            )}
          </label>
        );
      })}
    </fieldset>
  );
}
