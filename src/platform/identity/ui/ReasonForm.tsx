import { Button } from 'antd';
import { ActForm } from '../../../ui/ActForm.tsx';
import { useAct } from '../../../ui/query.ts';
import { ReasonField } from '../../../ui/ReasonField.tsx';
import type { lockAccount } from '../api.ts';

interface ReasonFormProps {
  readonly operation: typeof lockAccount;
  readonly userId: string;
  readonly note: string;
  readonly words: string;
  readonly onDone: () => void;
}

/** An act on an account that needs its reason. */
export function ReasonForm({ operation, userId, note, words, onDone }: ReasonFormProps) {
  const act = useAct(operation);
  return (
    <ActForm<typeof lockAccount, { reason: string }> act={act} toInput={({ reason }) => ({ userId, reason })} onDone={onDone}>
      <p>{note}</p>
      <ReasonField max={200} />
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {words}
      </Button>
    </ActForm>
  );
}
