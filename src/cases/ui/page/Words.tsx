import { useState } from 'react';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { uiTexts } from '../../../ui/text.ts';
import type { Channel } from '../../schema/words.ts';
import type { CaseFull } from '../answers.ts';
import { pageTexts } from '../text/page.ts';

const heads = {
  hotline: 'wordsCaller',
  letter: 'wordsLetter',
  mailbox: 'wordsLetter',
  counter: 'wordsVisitor',
  media: 'wordsMedia',
  leader: 'wordsLeader',
  inspection: 'wordsFinder',
  patrol: 'wordsFinder',
  supervisor: 'wordsFinder',
  app: 'wordsFinder',
} as const satisfies Partial<Record<Channel, keyof typeof pageTexts.zh>>;
type Headed = keyof typeof heads;
const isHeaded = (channel: Channel): channel is Headed => channel in heads;

/** More characters than three lines hold. */
const long = 150;

/** What was said, as it was said; long words show three lines first. */
export function Words({
  view,
  all = false,
}: {
  readonly view: Pick<CaseFull, 'words' | 'channel' | 'attributes'>;
  readonly all?: boolean;
}) {
  const t = useTexts(pageTexts);
  const u = useTexts(uiTexts);
  const [open, setOpen] = useState(all);
  const { words, channel } = view;
  const more = words.length > long || words.split('\n').length > 3;
  return (
    <section className="cs-words">
      <h2>{t(isHeaded(channel) ? heads[channel] : 'wordsReporter')}</h2>
      {words ? (
        <blockquote className={more && !open ? 'cs-clamped' : undefined}>{words}</blockquote>
      ) : (
        <p className="cs-quiet">{t('noWords')}</p>
      )}
      {more && !all ? (
        <button type="button" className="tc-link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? u('lessText') : u('fullText', { n: words.length })}
        </button>
      ) : null}
      <Attributes of={view.attributes} />
    </section>
  );
}

function Attributes({ of }: { readonly of: CaseFull['attributes'] }) {
  const t = useTexts(pageTexts);
  const word = useWord();
  const comma = t('listComma');
  if (of.length === 0) return null;
  return (
    <dl className="cs-pairs" aria-label={t('attributes')}>
      {of.map((attribute) => (
        <div key={attribute.code}>
          <dt>{word(attribute.name)}</dt>
          <dd>{attribute.value.map((one) => word(one)).join(comma)}</dd>
        </div>
      ))}
    </dl>
  );
}
