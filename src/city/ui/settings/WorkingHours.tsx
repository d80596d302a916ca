import { Button, Form, Input } from 'antd';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { cityTexts } from '../text.ts';

/** Spans of a working day, one to four. */
export function WorkingHours() {
  const t = useTexts(cityTexts);
  return (
    <fieldset className="tc-fieldset">
      <legend>{t('workingHours')}</legend>
      <p className="tc-hint">{t('workingHoursHint')}</p>
      <Form.List name={['settings', 'workingHours']}>
        {(spans, { add, remove }) => (
          <>
            {spans.map((span) => (
              <div key={span.key} className="tc-span">
                <Form.Item name={[span.name, 'from']} noStyle>
                  <Input type="time" required aria-label={`${t('workingHours')} ${span.name + 1} ${t('from')}`} />
                </Form.Item>
                –
                <Form.Item name={[span.name, 'to']} noStyle>
                  <Input type="time" required aria-label={`${t('workingHours')} ${span.name + 1} ${t('until')}`} />
                </Form.Item>
                {spans.length > 1 ? (
                  <Button aria-label={t('spanRemove')} onClick={() => remove(span.name)}>
                    <Icon name="close" />
                  </Button>
                ) : null}
              </div>
            ))}
            {spans.length < 4 ? <Button onClick={() => add({ from: '', to: '' })}>{t('spanAdd')}</Button> : null}
          </>
        )}
      </Form.List>
    </fieldset>
  );
}
