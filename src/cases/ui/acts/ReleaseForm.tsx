import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { Field } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { releaseCase } from '../../api.ts';
import type { PhotoRow } from '../answers.ts';
import { usePhotoWords } from '../Photos.tsx';
import { pictureAt } from '../pictures.ts';
import { actTexts } from '../text/acts.ts';
import { type ActFormProps, CaseForm } from './CaseForm.tsx';
import { MaskEditor } from './MaskEditor.tsx';
import type { Mask } from './masks.ts';

type Chosen = Readonly<Record<string, { readonly on: boolean; readonly masks: readonly Mask[] }>>;

/** What the public will see: a title and the photos that are chosen, with faces and plates covered. */
export function ReleaseForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  const { view } = props;
  const [chosen, setChosen] = useState<Chosen>(() =>
    Object.fromEntries(view.photos.map((photo) => [photo.id, { on: photo.released, masks: photo.masks }])),
  );
  const [open, setOpen] = useState<string | null>(null);
  const set = (id: string, change: Partial<Chosen[string]>) =>
    setChosen((all) => ({ ...all, [id]: { on: false, masks: [], ...all[id], ...change } }));
  return (
    <CaseForm<typeof releaseCase, { title: string }>
      {...props}
      operation={releaseCase}
      send={t('releaseSend')}
      initial={{ title: view.title }}
      toInput={(on, { title }) => ({
        ...on,
        title,
        photos: view.photos
          .filter((photo) => chosen[photo.id]?.on)
          .map((photo) => ({ photoId: photo.id, masks: [...(chosen[photo.id]?.masks ?? [])] })),
      })}
    >
      <p className="tc-hint">{t('releaseHint')}</p>
      <Field name="title" label={t('releaseName')} required>
        <Input maxLength={120} />
      </Field>
      {view.photos.length === 0 ? <p className="tc-hint">{t('releaseNone')}</p> : null}
      <ul className="cs-release">
        {view.photos.map((photo) => (
          <ReleasePhoto
            key={photo.id}
            photo={photo}
            on={chosen[photo.id]?.on ?? false}
            masks={chosen[photo.id]?.masks ?? []}
            open={open === photo.id}
            toggle={(on) => set(photo.id, { on })}
            edit={() => setOpen(open === photo.id ? null : photo.id)}
            setMasks={(masks) => set(photo.id, { masks, on: true })}
          />
        ))}
      </ul>
    </CaseForm>
  );
}

interface ReleasePhotoProps {
  readonly photo: PhotoRow;
  readonly on: boolean;
  readonly masks: readonly Mask[];
  readonly open: boolean;
  readonly toggle: (on: boolean) => void;
  readonly edit: () => void;
  readonly setMasks: (masks: readonly Mask[]) => void;
}

function ReleasePhoto({ photo, on, masks, open, toggle, edit, setMasks }: ReleasePhotoProps) {
  const t = useTexts(actTexts);
  const { alt, caption } = usePhotoWords();
  return (
    <li>
      <div className="cs-release-line">
        <img src={pictureAt(photo.fileId, 'thumb')} alt={alt(photo)} />
        <span>
          <Checkbox checked={on} onChange={({ target }) => toggle(target.checked)}>
            {t('releasePhoto')}
          </Checkbox>
          <small className="cs-quiet">{caption(photo)}</small>
          {masks.length > 0 ? <small className="cs-quiet">{t('releaseMasked', { n: masks.length })}</small> : null}
        </span>
        <Button size="small" aria-expanded={open} onClick={edit}>
          {t(open ? 'maskDone' : 'releaseMask')}
        </Button>
      </div>
      {open ? <MaskEditor src={pictureAt(photo.fileId)} alt={alt(photo)} value={masks} onChange={setMasks} /> : null}
    </li>
  );
}
