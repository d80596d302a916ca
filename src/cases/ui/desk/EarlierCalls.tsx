import { useEffect, useState } from 'react';
import { call } from '../../../ui/call.ts';
import { Go } from '../../../ui/Go.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useLater } from '../../../ui/SearchPicker.tsx';
import { useSession } from '../../../ui/session.ts';
import { earlierCalls } from '../../api/desk.ts';
import { isWholeNumber } from '../../rules/phones.ts';
import type { EarlierAnswer } from '../answers.ts';
import { CaseState } from '../CaseState.tsx';
import { casePath } from '../places.ts';
import { deskTexts } from '../text/desk.ts';

const SHOWN = 2;

/** Asked once for each number, not with every act: each look is a fact in the journal of the cases that it shows. */
function useEarlier(phone: string): EarlierAnswer | null {
  const may = useSession().may('cases.callBack');
  const asked = useLater(phone, 600);
  const [found, setFound] = useState<{ readonly phone: string; readonly answer: EarlierAnswer } | null>(null);
  useEffect(() => {
    if (!may || !isWholeNumber(asked)) return undefined;
    let live = true;
    void call(earlierCalls, { phone: asked }).then(
      (answer) => {
        if (live) setFound({ phone: asked, answer });
      },
      // The call goes on without it.
      () => undefined,
    );
    return () => {
      live = false;
    };
  }, [may, asked]);
  return found?.phone === phone ? found.answer : null;
}

/** "This number called before", for who may see reporters' contacts. */
export function EarlierCalls({ phone }: { readonly phone: string }) {
  const t = useTexts(deskTexts);
  const found = useEarlier(phone);
  if (!found) return <p className="cs-earlier" role="status" />;
  const { count, items } = found;
  return (
    <div className="cs-earlier" role="status" title={t('earlierHint')}>
      <span>{count.value === 0 ? t('earlierNone') : t(count.more ? 'earlierMore' : 'earlier', { n: count.value })}</span>
      {items.slice(0, SHOWN).map((item) => (
        <span key={item.id} className="cs-earlier-case">
          <Go href={casePath(item.id)}>{item.number}</Go>
          <CaseState state={item.state} outcome={item.outcome} unit={item.unitName} />
        </span>
      ))}
    </div>
  );
}
