import { Form, Input, InputNumber, Select } from 'antd';
import { Field } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { cityTexts } from '../text.ts';

/** A foreign base map, off by default: the map is drawn from the city's own borders. */
export function TileFields() {
  const t = useTexts(cityTexts);
  const kind: unknown = Form.useWatch(['settings', 'tiles', 'kind']);
  const on = kind !== 'off';
  return (
    <fieldset className="tc-fieldset">
      <legend>{t('tiles')}</legend>
      <Field name="settings.tiles.kind" label={t('tiles')}>
        <Select
          options={[
            { value: 'off', label: t('tilesOff') },
            { value: 'xyz', label: t('tilesXyz') },
            { value: 'wmts', label: t('tilesWmts') },
          ]}
        />
      </Field>
      <div hidden={!on}>
        <Field name="settings.tiles.url" label={t('tilesUrl')} hint={t('tilesUrlHint')}>
          <Input maxLength={500} />
        </Field>
        <Field name="settings.tiles.attribution" label={t('tilesAttribution')}>
          <Input maxLength={200} />
        </Field>
        <div className="tc-form-pair">
          <Field name="settings.tiles.coordinates" label={t('tilesCoordinates')}>
            <Select
              options={[
                { value: 'wgs84', label: t('wgs84') },
                { value: 'gcj02', label: t('gcj02') },
              ]}
            />
          </Field>
          <Field name="settings.tiles.maxZoom" label={t('tilesMaxZoom')}>
            <InputNumber min={1} max={22} precision={0} />
          </Field>
        </div>
      </div>
    </fieldset>
  );
}
