import { Button } from 'antd';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { ActForm } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { queries, useAct, useOperation } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { Asked } from '../../../ui/States.tsx';
import { cityAbout, citySettingsChange, citySettingsGet } from '../../api.ts';
import { cityTexts } from '../text.ts';
import { NameFields } from './NameFields.tsx';
import { TileFields } from './TileFields.tsx';
import { WorkingHours } from './WorkingHours.tsx';

type Settings = AnswerOf<typeof citySettingsGet>;
type Typed = Pick<Settings, 'name' | 'nameEn' | 'areaCode' | 'settings'>;

/** Name, working hours, hotline, base map, words: what is the city's own. */
export function SettingsPage() {
  const t = useTexts(cityTexts);
  const settings = useOperation(citySettingsGet, {});
  return (
    <>
      <PageHead title={t('settings')} />
      <div className="tc-page">
        <div className="tc-body">
          <Asked of={settings}>{settings.data ? <SettingsForm key={settings.data.revision} settings={settings.data} /> : null}</Asked>
        </div>
      </div>
    </>
  );
}

function SettingsForm({ settings }: { readonly settings: Settings }) {
  const t = useTexts(cityTexts);
  const act = useAct(citySettingsChange);
  const done = () => {
    say(t('settingsSaved'));
    void queries.invalidateQueries({ queryKey: [cityAbout.id] });
  };
  return (
    <ActForm<typeof citySettingsChange, Typed>
      act={act}
      initial={settings}
      toInput={(values) => ({
        name: values.name,
        nameEn: values.nameEn,
        areaCode: values.areaCode,
        settings: values.settings,
        revision: settings.revision,
      })}
      onDone={done}
    >
      <NameFields />
      <WorkingHours />
      <TileFields />
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('save')}
      </Button>
    </ActForm>
  );
}
