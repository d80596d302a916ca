import { Checkbox, Input } from 'antd';
import { Field } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { AreaPicker } from '../../../ui/pickers.tsx';
import * as api from '../../api.ts';
import { CategoryPicker } from '../pickers.tsx';
import { caseTexts } from '../text.ts';
import { actTexts } from '../text/acts.ts';
import { type ActFormProps, CaseForm } from './CaseForm.tsx';
import { usePhotoField, WordsField } from './fields.tsx';

interface NoteProps extends ActFormProps {
  readonly kind: 'note' | 'askDesk' | 'askPhotos';
  readonly label: string;
  readonly send: string;
}

function KindOfNote({ kind, label, send, ...props }: NoteProps) {
  const t = useTexts(actTexts);
  const photos = usePhotoField();
  return (
    <CaseForm<typeof api.noteCase, { text: string; photos?: string[] }>
      {...props}
      draft={`note.${kind}`}
      operation={api.noteCase}
      send={send}
      wait={photos.wait}
      toInput={(on, { text, photos: ids }) => ({ ...on, kind, text, photos: ids })}
    >
      <WordsField name="text" label={label} hint={t('noteHint')} />
      {kind === 'note' ? photos.field() : null}
    </CaseForm>
  );
}

export function NoteForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  return <KindOfNote {...props} kind="note" label={t('noteText')} send={t('noteSend')} />;
}

export function AskPhotosForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  return <KindOfNote {...props} kind="askPhotos" label={t('askPhotosText')} send={t('askPhotosSend')} />;
}

export function AskDeskForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  return <KindOfNote {...props} kind="askDesk" label={t('askDeskText')} send={t('askDeskSend')} />;
}

interface ChangeValues {
  readonly title?: string;
  readonly category?: string;
  readonly urgent?: boolean;
  readonly areaId?: string;
  readonly place?: string;
}

export function ChangeForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  const c = useTexts(caseTexts);
  const { view } = props;
  const area = view.areas.at(-1);
  return (
    <CaseForm<typeof api.changeCase, ChangeValues>
      {...props}
      operation={api.changeCase}
      send={t('changeSend')}
      initial={{ title: view.title, category: view.category.code, urgent: view.urgent, place: view.place, areaId: area?.id }}
      toInput={(on, { areaId, ...values }) => ({ ...on, ...values, areaId: areaId === area?.id ? undefined : (areaId ?? undefined) })}
    >
      <Field name="title" label={t('changeName')} required>
        <Input maxLength={120} />
      </Field>
      <Field name="category" label={c('category')} required>
        <CategoryPicker />
      </Field>
      <Field name="place" label={t('changePlace')}>
        <Input maxLength={200} />
      </Field>
      <Field name="areaId" label={c('area')}>
        <AreaPicker known={area ? { value: area.id, label: area.name } : null} />
      </Field>
      <Field name="urgent" label={c('urgent')} value="checked" hint={t('changeHint')}>
        <Checkbox>{t('changeUrgent')}</Checkbox>
      </Field>
    </CaseForm>
  );
}

/** Only the category, as the dispatch desk needs it. */
export function CategoryForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  const c = useTexts(caseTexts);
  return (
    <CaseForm<typeof api.changeCase, { category: string }>
      {...props}
      draft="category"
      operation={api.changeCase}
      send={t('changeSend')}
      initial={{ category: props.view.category.code }}
      toInput={(on, { category }) => ({ ...on, category })}
    >
      <Field name="category" label={c('category')} hint={t('changeHint')} required>
        <CategoryPicker />
      </Field>
    </CaseForm>
  );
}

export function WithdrawForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  return (
    <CaseForm<typeof api.withdrawCase, { note: string }>
      {...props}
      operation={api.withdrawCase}
      send={t('withdrawSend')}
      toInput={(on, { note }) => ({ ...on, note })}
    >
      <WordsField name="note" label={t('withdrawNote')} />
    </CaseForm>
  );
}
