import { Button, Input } from 'antd';
import { useState } from 'react';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { Part } from '../../../ui/RecordLayout.tsx';
import { say } from '../../../ui/SaidLine.tsx';
import { setWebhook } from '../api.ts';
import { noticeTexts } from './text.ts';

/** Where notices go beside the workbench and e-mail, signed. */
export function WebhookPart({ url }: { readonly url: string | null }) {
  const t = useTexts(noticeTexts);
  const act = useAct(setWebhook);
  const [secret, setSecret] = useState<string | null>(null);
  const clear = async () => {
    if (await act.run({ url: null })) say(t('webhookCleared'));
  };
  return (
    <Part title={t('webhook')}>
      {secret ? <p className="tc-wrap">{t('webhookSecret', { secret })}</p> : null}
      <ActForm<typeof setWebhook, { url?: string | null }>
        act={act}
        initial={{ url }}
        toInput={(values) => ({ url: values.url?.trim() || null })}
        onDone={(answer) => setSecret(answer.secret)}
      >
        <Field name="url" label={t('webhookUrl')} hint={t('webhookHint')}>
          <Input type="url" maxLength={500} />
        </Field>
        <div className="tc-form-end">
          <Button htmlType="submit" loading={act.busy}>
            {t('webhookSet')}
          </Button>
          {url ? <Button onClick={() => void clear()}>{t('webhookClear')}</Button> : null}
        </div>
      </ActForm>
    </Part>
  );
}
