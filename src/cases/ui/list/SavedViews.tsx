import { Button, Checkbox, Input, Popover } from 'antd';
import { useState } from 'react';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useAct, useOperation } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { deleteView, listViews, saveView } from '../../api/settings.ts';
import type { ViewRow } from '../answers.ts';
import { FormFoot } from '../FormFoot.tsx';
import { listTexts } from '../text/list.ts';
import { without } from './filters.ts';

interface SavedViewsProps {
  readonly columns: readonly string[];
  readonly chooseColumns: (keys: readonly string[] | null) => void;
}

/** Filters and columns under a name, for oneself or the whole unit. */
export function SavedViews({ columns, chooseColumns }: SavedViewsProps) {
  const t = useTexts(listTexts);
  const place = usePlace();
  const views = useOperation(listViews, {});
  const remove = useAct(deleteView);
  const [open, setOpen] = useState(false);
  const [naming, setNaming] = useState(false);
  const items = views.data?.items ?? [];
  const show = (view: ViewRow) => {
    setOpen(false);
    place.setQuery({ ...without(), sort: undefined, ...view.query }, 'push');
    if (view.columns.length > 0) chooseColumns(view.columns);
  };
  const drop = async (view: ViewRow) => {
    if (await remove.run({ viewId: view.id })) say(t('viewDeleted', { name: view.name }));
  };
  const box = (
    <div className="cs-views">
      {items.length === 0 ? <p className="tc-hint">{t('viewsNone')}</p> : null}
      <ul>
        {items.map((view) => (
          <li key={view.id}>
            <button type="button" className="tc-link" onClick={() => show(view)}>
              {view.name}
            </button>
            {view.own ? (
              <Button
                type="text"
                size="small"
                aria-label={t('viewDelete', { name: view.name })}
                icon={<Icon name="trash" />}
                onClick={() => void drop(view)}
              />
            ) : (
              <small className="cs-quiet">{t('viewOthers')}</small>
            )}
          </li>
        ))}
      </ul>
      <Button
        size="small"
        icon={<Icon name="plus" />}
        onClick={() => {
          setOpen(false);
          setNaming(true);
        }}
      >
        {t('viewSave')}
      </Button>
    </div>
  );
  return (
    <>
      <Popover trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen} content={box}>
        <Button>
          {t('views')} <Icon name="down" />
        </Button>
      </Popover>
      <NameView open={naming} close={() => setNaming(false)} columns={columns} query={place.query} />
    </>
  );
}

interface NameViewProps {
  readonly open: boolean;
  readonly close: () => void;
  readonly columns: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

function NameView({ open, close, columns, query }: NameViewProps) {
  const t = useTexts(listTexts);
  const act = useAct(saveView);
  return (
    <Dialog open={open} title={t('viewSave')} onClose={close} width={420}>
      <ActForm<typeof saveView, { name: string; shared?: boolean }>
        act={act}
        toInput={({ name, shared }) => ({ name, shared: shared ?? false, query, columns: columns.map((column) => column) })}
        onDone={(view) => {
          say(t('viewSaved', { name: view.name }));
          close();
        }}
      >
        <Field name="name" label={t('viewName')} hint={t('viewNameHint')} required>
          <Input maxLength={40} />
        </Field>
        <Field name="shared" label={t('views')} value="checked">
          <Checkbox>{t('viewShared')}</Checkbox>
        </Field>
        <FormFoot send={t('viewSave')} busy={act.busy} cancel={close} />
      </ActForm>
    </Dialog>
  );
}
