import { Button } from 'antd';
import { ActForm } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { areaChange, areaCreate } from '../../api.ts';
import type { AreaFull } from '../answers.ts';
import { areaTexts } from '../area-text.ts';
import { AreaFields, type AreaTyped } from './AreaFields.tsx';

export function AreaEditForm({ area, onDone }: { readonly area: AreaFull; readonly onDone: (words: string) => void }) {
  const t = useTexts(areaTexts);
  const act = useAct(areaChange);
  const parent = area.chain.at(-2);
  return (
    <ActForm<typeof areaChange, AreaTyped>
      act={act}
      initial={{ parentId: area.parentId, kind: area.kind, name: area.name, code: area.code, sort: area.sort }}
      toInput={(values) => ({ ...values, areaId: area.id, revision: area.revision, parentId: values.parentId ?? null })}
      onDone={({ name }) => onDone(t('areaSaved', { name }))}
    >
      <AreaFields parent={parent ? { value: parent.id, label: parent.name } : null} />
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('save')}
      </Button>
    </ActForm>
  );
}

export function AreaAddForm({ onDone }: { readonly onDone: (words: string) => void }) {
  const t = useTexts(areaTexts);
  const act = useAct(areaCreate);
  return (
    <ActForm<typeof areaCreate, AreaTyped>
      act={act}
      initial={{ kind: 'compound', sort: 0 }}
      toInput={(values) => ({ ...values, parentId: values.parentId ?? null, sort: values.sort ?? 0 })}
      onDone={({ name }) => onDone(t('areaAdded', { name }))}
    >
      <AreaFields />
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('areaAdd')}
      </Button>
    </ActForm>
  );
}
