import { Button, Input, type InputRef } from 'antd';
import { useState } from 'react';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Part } from '../../../ui/RecordLayout.tsx';
import { useFirstFocus } from '../../../ui/useFirstFocus.ts';
import { useAct } from '../../../ui/query.ts';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { readReporter } from '../../api.ts';
import type { CaseFull } from '../answers.ts';
import { caseTexts } from '../text.ts';
import { actTexts } from '../text/acts.ts';
import { pageTexts } from '../text/page.ts';

/** Who reported it: only for those who may call back, only after saying why, and journalled. */
export function Reporter({ view }: { readonly view: CaseFull }) {
  const t = useTexts(pageTexts);
  const a = useTexts(actTexts);
  const { known, mayRead, subscribers } = view.reporter;
  const [asking, setAsking] = useState(false);
  const [contact, setContact] = useState<AnswerOf<typeof readReporter> | null>(null);
  return (
    <Part title={t('reporter')}>
      {contact ? (
        <dl className="cs-pairs">
          <Line name={a('reporterName')} value={contact.name} />
          <Line name={a('reporterPhone')} value={contact.phone} />
          <Line name={a('reporterEmail')} value={contact.email} />
          <Line name={a('reporterAddress')} value={contact.address} />
        </dl>
      ) : known && mayRead ? (
        <Button size="small" icon={<Icon name="lock" />} onClick={() => setAsking(true)}>
          {t('reporterOpen')}
        </Button>
      ) : (
        <p className="cs-quiet">
          {known ? <Icon name="lock" /> : null} {t(known ? 'reporterLocked' : 'reporterUnknown')}
        </p>
      )}
      {subscribers > 0 ? <p className="cs-quiet cs-small">{t('subscribers', { n: subscribers })}</p> : null}
      <WhyDialog caseId={view.id} open={asking} close={() => setAsking(false)} show={setContact} />
    </Part>
  );
}

function Line({ name, value }: { readonly name: string; readonly value: string | null }) {
  const c = useTexts(caseTexts);
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value ?? <span className="cs-quiet">{c('notSet')}</span>}</dd>
    </div>
  );
}

interface WhyDialogProps {
  readonly caseId: string;
  readonly open: boolean;
  readonly close: () => void;
  readonly show: (contact: AnswerOf<typeof readReporter>) => void;
}

function WhyDialog({ caseId, open, close, show }: WhyDialogProps) {
  const a = useTexts(actTexts);
  return (
    <Dialog open={open} title={a('reporterTitle')} onClose={close} width={420}>
      <WhyForm caseId={caseId} close={close} show={show} />
    </Dialog>
  );
}

function WhyForm({ caseId, close, show }: Omit<WhyDialogProps, 'open'>) {
  const a = useTexts(actTexts);
  const c = useTexts(caseTexts);
  const act = useAct(readReporter);
  const first = useFirstFocus<InputRef>();
  return (
    <ActForm<typeof readReporter, { why: string }>
      act={act}
      toInput={({ why }) => ({ caseId, why })}
      onDone={(contact) => {
        show(contact);
        close();
      }}
    >
      <Field name="why" label={a('reporterWhy')} hint={a('reporterHint')} required>
        <Input ref={first} maxLength={200} />
      </Field>
      <div className="cs-form-foot">
        <Button type="primary" htmlType="submit" loading={act.busy}>
          {a('reporterSend')}
        </Button>
        <Button onClick={close}>{c('cancel')}</Button>
      </div>
    </ActForm>
  );
}
