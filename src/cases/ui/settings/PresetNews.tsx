import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { ActForm } from '../../../ui/ActForm.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useAct, useOperation } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { listPresetNews, takePresetNews } from '../../api/settings.ts';
import { FormFoot } from '../FormFoot.tsx';
import { settingsTexts } from '../text/settings.ts';

type News = AnswerOf<typeof listPresetNews>['items'];

/** Offers what the presets have and the city has not; nothing is shown while there is nothing to offer. */
export function PresetNews() {
  const t = useTexts(settingsTexts);
  const [open, setOpen] = useState(false);
  const asked = useOperation(listPresetNews, {});
  const items = asked.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('presetNews', { n: items.length })}</Button>
      <Dialog open={open} title={t('presetNewsTitle')} onClose={() => setOpen(false)}>
        {open ? <Offer items={items} close={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function Offer({ items, close }: { readonly items: News; readonly close: () => void }) {
  const t = useTexts(settingsTexts);
  const word = useWord();
  const act = useAct(takePresetNews);
  const [keys, setKeys] = useState<string[]>([]);
  const kinds = { category: t('presetCategory'), question: t('presetQuestion'), reason: t('presetReason') };
  return (
    <ActForm<typeof takePresetNews, object>
      act={act}
      toInput={() => ({ keys })}
      onDone={({ taken }) => {
        say(t('presetTaken', { n: taken }));
        close();
      }}
    >
      <p className="tc-hint">{t('presetNewsNote')}</p>
      <Checkbox.Group
        className="cs-presets"
        value={keys}
        onChange={setKeys}
        options={items.map(({ key, kind, name, of }) => ({
          value: key,
          label: `${kinds[kind]} ${of ? `${word(of)} · ` : ''}${word(name)}`,
        }))}
      />
      <FormFoot send={t('presetTake')} busy={act.busy} waits={keys.length === 0} cancel={close} />
    </ActForm>
  );
}
