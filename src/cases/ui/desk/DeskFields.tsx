import { Checkbox, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { PhotoUpload } from '../../../ui/PhotoUpload.tsx';
import { AreaPicker } from '../../../ui/pickers.tsx';
import { dangerAnswered } from '../../rules/attributes.ts';
import { CategoryPicker } from '../pickers.tsx';
import { sendPhoto } from '../pictures.ts';
import { deskTexts } from '../text/desk.ts';
import { answersOf } from './draft.ts';
import { Fault } from './Fault.tsx';
import { whence } from './whence.ts';
import { PinMap } from './PinMap.tsx';
import type { Desk } from './useDraft.ts';
import { useJoining } from '../../../ui/joining.ts';

const MOST_PHOTOS = 9;

interface LineProps {
  readonly id: string;
  readonly label: string;
  /** Where the value came from. */
  readonly from?: string;
  readonly fault?: string;
  readonly children: ReactNode;
}

function Line({ id, label, from, fault, children }: LineProps) {
  return (
    <div className={`cs-desk-line${fault ? ' cs-faulty' : ''}`}>
      <label htmlFor={id}>
        <span>{label}</span>
        <small>{from}</small>
      </label>
      {children}
      <Fault words={fault} />
    </div>
  );
}

interface DeskFieldsProps {
  readonly desk: Desk;
  /** Field → what is wrong with it. */
  readonly faults: Readonly<Record<string, string>>;
  readonly setPending: (count: number) => void;
}

/** The fields beside the words: each says where its value came from. */
export function DeskFields({ desk, faults, setPending }: DeskFieldsProps) {
  const t = useTexts(deskTexts);
  const join = useJoining();
  const { draft, change, guessed } = desk;
  const fromWords = { words: t('placeFrom'), answer: '', hand: t('placeByHand'), map: t('placeByMap') };
  const written = draft.channel === 'letter' || draft.channel === 'mailbox' || draft.channel === 'media';
  return (
    <div className="cs-desk-fields">
      <Line id="cs-area" label={t('place')} from={draft.areaFrom ? fromWords[draft.areaFrom] : ''} fault={faults.place}>
        <AreaPicker
          id="cs-area"
          value={draft.areaId}
          known={draft.areaId ? { value: draft.areaId, label: draft.areaName } : null}
          onChange={(areaId, choice) => change({ areaId, areaFrom: 'hand', areaName: choice?.label ?? '' })}
        />
      </Line>
      <PinMap desk={desk} />
      <Line id="cs-place" label={t('placeWords')} from={t(whence(draft.placeFrom, draft.place))}>
        <Input
          id="cs-place"
          maxLength={200}
          value={draft.place}
          onChange={({ target }) => change({ place: target.value, placeFrom: 'hand' })}
        />
      </Line>
      <Line
        id="cs-category"
        label={t('category')}
        from={
          draft.categoryFrom === 'words'
            ? t('categoryGuess', { words: join.names(guessed?.words ?? []) })
            : draft.categoryFrom
              ? t('categoryByHand')
              : ''
        }
        fault={faults.category}
      >
        <CategoryPicker id="cs-category" value={draft.category} onChange={(category) => change({ category, categoryFrom: 'hand' })} />
      </Line>
      <Urgent desk={desk} />
      <GoesTo desk={desk} />
      <div className="cs-desk-pair">
        <Line id="cs-phone" label={t('phone')} from={t('phoneHint')} fault={faults['contact.phone']}>
          <Input
            id="cs-phone"
            inputMode="tel"
            autoComplete="off"
            maxLength={30}
            value={draft.phone}
            onChange={({ target }) => change({ phone: target.value })}
          />
        </Line>
        <Line id="cs-name" label={t('name')} from={t('optional')}>
          <Input
            id="cs-name"
            autoComplete="off"
            maxLength={60}
            value={draft.name}
            onChange={({ target }) => change({ name: target.value })}
          />
        </Line>
      </div>
      {written ? (
        <Line id="cs-said" label={t('saidAt')} from={t('optional')}>
          <Input id="cs-said" type="date" value={draft.saidAt} onChange={({ target }) => change({ saidAt: target.value })} />
        </Line>
      ) : null}
      <Line id="cs-photos" label={t('photos')} from={t('optional')}>
        {draft.photosBefore.length > 0 ? (
          <p className="cs-small">
            {t('photosBefore', { n: draft.photosBefore.length })}{' '}
            <button type="button" className="tc-link" onClick={() => change({ photosBefore: [] })}>
              {t('photosDrop')}
            </button>
          </p>
        ) : null}
        <PhotoUpload
          id="cs-photos"
          max={MOST_PHOTOS - draft.photosBefore.length}
          send={sendPhoto}
          onPending={setPending}
          onChange={(photos) => {
            if (photos.join() !== draft.photos.join()) change({ photos });
          }}
        />
      </Line>
      {desk.mayFile ? (
        <Checkbox checked={draft.file} onChange={({ target }) => change({ file: target.checked })}>
          {t('file')} <small className="cs-quiet">{t('fileHint')}</small>
        </Checkbox>
      ) : null}
    </div>
  );
}

function Urgent({ desk }: { readonly desk: Desk }) {
  const t = useTexts(deskTexts);
  const word = useWord();
  const { draft, change, heard, category } = desk;
  const handling = category?.limits.handling;
  const answer = dangerAnswered(category?.attributes ?? [], answersOf(draft));
  const because = heard.danger ?? (answer ? word(answer.name) : null);
  const from =
    draft.urgentFrom === 'hand'
      ? t('urgentByHand')
      : !draft.urgent
        ? ''
        : because
          ? t('urgentBecause', { words: because })
          : t('urgentKind');
  return (
    <Line id="cs-urgent" label={t('urgent')} from={from}>
      <Select<'yes' | 'no'>
        id="cs-urgent"
        className={draft.urgent ? 'cs-urgent' : undefined}
        value={draft.urgent ? 'yes' : 'no'}
        options={[
          { value: 'no', label: t('urgentNo') },
          { value: 'yes', label: handling?.unit === 'urgentHours' ? t('urgentWithin', { n: handling.amount }) : t('urgentYes') },
        ]}
        onChange={(urgent) => change({ urgent: urgent === 'yes', urgentFrom: 'hand' })}
      />
    </Line>
  );
}

function GoesTo({ desk }: { readonly desk: Desk }) {
  const t = useTexts(deskTexts);
  const word = useWord();
  const { route, told, category, draft } = desk;
  const first = route?.data?.items[0];
  // Whom it goes to is not settled while a question that decides it is open.
  const open = category?.attributes.find(
    ({ code }) => told?.deciding.unit.includes(code) && [answersOf(draft)[code] ?? []].flat().join('') === '',
  );
  return (
    <div className="cs-desk-line">
      <p className="cs-desk-said">
        <span>{t('goesTo')}</span>
        <small>{first?.rule ? t('goesBy', { article: first.rule.article }) : ''}</small>
      </p>
      <output aria-live="polite">
        {first ? (
          <>
            {first.unit.shortName}
            {open ? <span className="cs-quiet">{t('goesUnasked', { question: word(open.name) })}</span> : null}
          </>
        ) : route?.data ? (
          t('goesToNobody')
        ) : (
          <span className="cs-quiet">{t('goesToNone')}</span>
        )}
      </output>
    </div>
  );
}
