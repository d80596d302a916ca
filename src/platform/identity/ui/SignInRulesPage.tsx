import { Button, InputNumber } from 'antd';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useAct, useOperation } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { Asked } from '../../../ui/States.tsx';
import { getSettings, setSettings } from '../api.ts';
import { adminTexts } from './admin-text.ts';

type Rules = AnswerOf<typeof getSettings>;

/** Each rule with the bounds that the standard allows. */
const bounds: readonly { readonly key: keyof Rules; readonly min: number; readonly max: number }[] = [
  { key: 'idleMinutes', min: 5, max: 480 },
  { key: 'absoluteHours', min: 1, max: 24 },
  { key: 'passwordMaxAgeDays', min: 0, max: 365 },
  { key: 'parallelSessions', min: 1, max: 20 },
  { key: 'lockAfter', min: 3, max: 10 },
  { key: 'lockMinutes', min: 5, max: 1440 },
  { key: 'attemptsPerAddress', min: 10, max: 1000 },
];

export function SignInRulesPage() {
  const t = useTexts(adminTexts);
  const rules = useOperation(getSettings, {});
  const act = useAct(setSettings);
  return (
    <>
      <PageHead title={t('rules')} note={t('rulesNote')} />
      <div className="tc-page">
        <div className="tc-body">
          <Asked of={rules}>
            <ActForm<typeof setSettings, Rules>
              act={act}
              initial={rules.data}
              toInput={(values) => values}
              onDone={() => say(t('rulesSaved'))}
            >
              {bounds.map(({ key, min, max }) => (
                <Field key={key} name={key} label={t(key)} required hint={`${min}–${max}`}>
                  <InputNumber min={min} max={max} precision={0} />
                </Field>
              ))}
              <Button type="primary" htmlType="submit" loading={act.busy}>
                {t('save')}
              </Button>
            </ActForm>
          </Asked>
        </div>
      </div>
    </>
  );
}
