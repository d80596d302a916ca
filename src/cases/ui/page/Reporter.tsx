import { Button, Input, type InputRef } from 'antd';
import { useState } from 'react';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Part } from '../../../ui/RecordLayout.tsx';
import { useFirstFocus } from '../../../ui/useFirstFocus.ts';
import { useAct } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { eraseReporter, readReporter } from '../../api.ts';
import type { CaseFull } from '../answers.ts';
import { FormFoot } from '../FormFoot.tsx';
import { caseTexts } from '../text.ts';
import { actTexts } from '../text/acts.ts';
import { pageTexts } from '../text/page.ts';

/** Who reported it: only for those who may call back, only after saying why, and journalled. */
export function Reporter({ view }: { readonly view: CaseFull }) {
  const t = useTexts(pageTexts);
  const a = useTexts(actTexts);
  const { known, mayRead, erased, subscribers } = view.reporter;
  const [asking, setAsking] = useState(false);
  const [contact, setContact] = useState<AnswerOf<typeof readReporter> | null>(null);
  return (
    <Part title={t('reporter')}>
      {contact && known ? (
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
          {known ? <Icon name="lock" /> : null} {t(known ? 'reporterLocked' : erased ? 'reporterErased' : 'reporterUnknown')}
        </p>
      )}
      {known && mayRead ? <Erase caseId={view.id} /> : null}
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

/** Somebody calls and wants to be forgotten: the contact goes at once, number and code stay. */
function Erase({ caseId }: { readonly caseId: string }) {
  const a = useTexts(actTexts);
  const act = useAct(eraseReporter);
  const [open, setOpen] = useState(false);
  return (
    <>
      <p>
        <button type="button" className="tc-link cs-small" onClick={() => setOpen(true)}>
          {a('eraseOpen')}
        </button>
      </p>
      <Dialog open={open} title={a('eraseTitle')} onClose={() => setOpen(false)} width={420}>
        <ActForm<typeof eraseReporter, { code?: string }>
          act={act}
          toInput={({ code }) => ({ caseId, ...(code ? { code } : {}) })}
          onDone={({ erased }) => {
            say(a('eraseDone', { n: erased }));
            setOpen(false);
          }}
        >
          <Field name="code" label={a('eraseCode')} hint={a('eraseHint')}>
            <Input maxLength={12} inputMode="numeric" autoComplete="off" />
          </Field>
          <FormFoot send={a('eraseSend')} busy={act.busy} cancel={() => setOpen(false)} />
        </ActForm>
      </Dialog>
    </>
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
      <FormFoot send={a('reporterSend')} busy={act.busy} cancel={close} />
    </ActForm>
  );
}
