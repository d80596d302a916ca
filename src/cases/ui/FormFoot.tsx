import { Button } from 'antd';
import type { ReactNode, Ref } from 'react';
import { useTexts } from '../../ui/i18n.ts';
import { caseTexts } from './text.ts';

interface FormFootProps {
  /** What sending does, in words. */
  readonly send: string;
  readonly busy: boolean;
  readonly cancel: () => void;
  /** Something is still on its way: sending has to wait. */
  readonly waits?: boolean;
  readonly button?: Ref<HTMLButtonElement>;
  /** Beside the buttons. */
  readonly children?: ReactNode;
}

/** The last line of a form: send it, or leave it. */
export function FormFoot({ send, busy, cancel, waits = false, button, children }: FormFootProps) {
  const t = useTexts(caseTexts);
  return (
    <div className="cs-form-foot">
      <Button ref={button} type="primary" htmlType="submit" loading={busy} disabled={waits}>
        {send}
      </Button>
      <Button onClick={cancel}>{t('cancel')}</Button>
      {children}
    </div>
  );
}
