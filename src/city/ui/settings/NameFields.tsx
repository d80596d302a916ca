import { Input } from 'antd';
import { Field } from '../../../ui/ActForm.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { defences } from '../../schema.ts';
import { cityTexts } from '../text.ts';
import { useJoining } from '../../../ui/joining.ts';

export function NameFields() {
  const t = useTexts(cityTexts);
  const join = useJoining();
  const word = useWord();
  return (
    <>
      <div className="tc-form-pair">
        <Field name="name" label={t('cityName')} required>
          <Input maxLength={80} />
        </Field>
        <Field name="nameEn" label={t('cityNameEn')} required>
          <Input maxLength={80} />
        </Field>
        <Field name="settings.publicName.zh" label={t('publicName')} required>
          <Input maxLength={60} />
        </Field>
        <Field name="settings.publicName.en" label={t('publicNameEn')} required>
          <Input maxLength={120} />
        </Field>
        <Field name="areaCode" label={t('areaCode')}>
          <Input maxLength={12} inputMode="numeric" />
        </Field>
        <Field name="settings.hotline" label={t('hotline')}>
          <Input maxLength={24} inputMode="tel" />
        </Field>
      </div>
      <fieldset className="tc-fieldset">
        <legend>{t('defenceNames')}</legend>
        {Object.entries(defences).map(([key, name]) => (
          <div key={key} className="tc-form-pair">
            <Field name={`settings.defences.${key}.zh`} label={join.about(word(name), t('chinese'))} required>
              <Input maxLength={20} />
            </Field>
            <Field name={`settings.defences.${key}.en`} label={join.about(word(name), t('english'))} required>
              <Input maxLength={40} />
            </Field>
          </div>
        ))}
      </fieldset>
    </>
  );
}
