import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { ActButton } from '../../../ui/ActButton.tsx';
import { useDates } from '../../../ui/dates.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { useKeys } from '../../../ui/keys.ts';
import { usePlace } from '../../../ui/place.ts';
import { useCityName } from '../../../ui/session.ts';
import { useNow } from '../../../ui/useNow.ts';
import type { ReceiptAnswer } from '../answers.ts';
import { casePath } from '../places.ts';
import '../print.css';
import { deskTexts } from '../text/desk.ts';
import { Sentence } from './DeskFoot.tsx';
import { type Draft, inPairs, spoken } from './draft.ts';

interface ReceiptProps {
  readonly receipt: ReceiptAnswer;
  readonly draft: Draft;
  readonly next: () => void;
}

/** How they hear of it; nobody is promised a message or a call that is not made. Who joins a case is not called. */
function howToldOf({ texted }: ReceiptAnswer, { phone, sameAs }: Draft) {
  if (texted) return 'sayText';
  return phone === '' ? 'sayAsk' : sameAs ? 'sayFollow' : 'sayCall';
}

/** The number in large type with the sentence to say; then the next caller, or the receipt on paper. */
export function Receipt({ receipt, draft, next }: ReceiptProps) {
  const t = useTexts(deskTexts);
  const place = usePlace();
  const { shortTime } = useDates();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  useKeys([
    { key: 'Enter', words: t('next'), run: next },
    { key: 'Ctrl+Enter', run: next },
    { key: 'p', words: t('print'), run: () => print() },
    { key: 'o', words: t('open'), run: () => place.go(casePath(receipt.id)) },
  ]);
  const due = `${shortTime(receipt.promisedAt)}${receipt.provisional ? t('provisional') : ''}`;
  const unit = receipt.likelyUnit ? t('sayUnit', { unit: receipt.likelyUnit }) : '';
  const digits = t('digits');
  return (
    <>
      <div className="cs-say" ref={box} tabIndex={-1} aria-live="polite">
        <div>
          <p className="cs-quiet cs-small">{t('readOut')}</p>
          <p className="cs-no">{receipt.number}</p>
          <p className="cs-code">{t('code', { code: inPairs(receipt.code) })}</p>
        </div>
        <Sentence
          strong={spoken(receipt.number, digits)}
          of={t(receipt.urgent ? 'sayUrgent' : 'say', {
            number: spoken(receipt.number, digits),
            code: spoken(inPairs(receipt.code).replaceAll(' ', '-'), digits),
            due,
            unit,
            after: t(howToldOf(receipt, draft)),
          })}
        />
        <div className="cs-say-acts">
          <ActButton next size="large" keyName="Enter" onClick={next}>
            {t('next')}
          </ActButton>
          <Button icon={<Icon name="print" />} onClick={() => print()}>
            {t('print')}
          </Button>
          <Button onClick={() => place.go(casePath(receipt.id))}>{t('open')}</Button>
        </div>
      </div>
      <PrintedReceipt receipt={receipt} due={due} />
    </>
  );
}

function PrintedReceipt({ receipt, due }: { readonly receipt: ReceiptAnswer; readonly due: string }) {
  const t = useTexts(deskTexts);
  const word = useWord();
  const city = useCityName();
  const today = useNow();
  const { longDay } = useDates();
  return (
    <div className="cs-paper" aria-hidden="true">
      <h1>
        {word(city)} {t('printTitle')}
      </h1>
      <p className="cs-no">{receipt.number}</p>
      <p>{t(receipt.urgent ? 'printUrgent' : 'printBody', { number: receipt.number, code: inPairs(receipt.code), due })}</p>
      <p>{word(receipt.dueWhy)}</p>
      <p>{t('printHow', { days: receipt.disputeDays })}</p>
      <p>{longDay(today)}</p>
    </div>
  );
}
