import type { ReactElement } from 'react';
import { FaultMessage } from '../../public/forms.tsx';
import { useTexts } from '../../public/site.ts';
import type { TellModel } from './tell.ts';
import { tellTexts } from './text/tell.ts';

interface Props {
  readonly number: string;
  readonly code: string;
  readonly model: TellModel;
  /** Where the form goes: the page that shows it. */
  readonly action: string;
}

/** "Tell me of progress": the form, or how one is told already and the way to end it. Promises only what this deployment can do. */
export function TellMe(props: Props): ReactElement {
  const { noted, told } = props.model;
  if (noted) return <Noted model={props.model} noted={noted} />;
  return told.phone || told.email ? <Told {...props} /> : <TellForm {...props} />;
}

function Noted({ model, noted }: { readonly model: TellModel; readonly noted: NonNullable<TellModel['noted']> }): ReactElement {
  const t = useTexts(tellTexts);
  return (
    <div className="note" role="status">
      {noted.tail && <p>{t(model.ways.sms ? 'notedSms' : 'notedCall', { tail: noted.tail })}</p>}
      {noted.email && <p>{t('notedEmail', { email: noted.email })}</p>}
    </div>
  );
}

function Told({ number, code, model }: Props): ReactElement {
  const t = useTexts(tellTexts);
  const { told, ways } = model;
  const texted = told.sms && ways.sms;
  return (
    <form className="stack" id="told" method="post" action={`/follow/${number}/stop`}>
      <input type="hidden" name="code" value={code} />
      {texted && <p>{t('bySms')}</p>}
      {told.email && ways.email && <p>{t('byEmail')}</p>}
      {told.phone && !texted && <p>{t('byCall')}</p>}
      <button className="btn wide" type="submit" aria-describedby="stop-note">
        {t('stop')}
      </button>
      <p className="small" id="stop-note">
        {t('stopNote')}
      </p>
    </form>
  );
}

function TellForm({ code, model, action }: Props): ReactElement {
  const t = useTexts(tellTexts);
  const { faults, filled, ways, days } = model;
  const tells = ways.sms || ways.email;
  return (
    <form className="stack" id="tell" method="post" action={action}>
      <input type="hidden" name="code" value={code} />
      <h2>
        {t(tells ? 'title' : 'titleCall')}
        <span className="opt">{t('optional')}</span>
      </h2>
      {faults?.missing && (
        <div role="alert">
          <FaultMessage id="tell-missing">{t('missing')}</FaultMessage>
        </div>
      )}
      <Contact
        name="phone"
        type="tel"
        autoComplete="tel-national"
        label={t(ways.sms ? 'phone' : 'telephone')}
        note={t(ways.sms ? 'phoneSms' : 'phoneCall')}
        fault={faults?.phone ? t(ways.sms ? 'phoneWrong' : 'callWrong') : null}
        value={filled.phone}
      />
      {ways.email && (
        <Contact
          name="email"
          type="email"
          autoComplete="email"
          label={t('email')}
          note={t('emailNote')}
          fault={faults?.email ? t('emailWrong') : null}
          value={filled.email}
        />
      )}
      <p className="small">{t('note', { days })}</p>
      <button className={tells ? 'btn main wide' : 'btn wide'} type="submit">
        {t(tells ? 'send' : 'sendCall')}
      </button>
    </form>
  );
}

interface ContactProps {
  readonly name: 'phone' | 'email';
  readonly type: 'tel' | 'email';
  readonly autoComplete: string;
  readonly label: string;
  readonly note: string;
  readonly fault: string | null;
  readonly value: string;
}

function Contact({ name, type, autoComplete, label, note, fault, value }: ContactProps): ReactElement {
  return (
    <>
      <label htmlFor={name}>{label}</label>
      {fault && (
        <div role="alert">
          <FaultMessage id={`${name}-fault`}>{fault}</FaultMessage>
        </div>
      )}
      <input
        className="field"
        id={name}
        name={name}
        type={type}
        autoComplete={autoComplete}
        maxLength={name === 'phone' ? 30 : 120}
        defaultValue={value}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${name}-fault ${name}-note` : `${name}-note`}
      />
      <p className="small" id={`${name}-note`}>
        {note}
      </p>
    </>
  );
}
