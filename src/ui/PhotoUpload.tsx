import { Button } from 'antd';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { CallProblem, newKey, type Sending } from './call.ts';
import { useTexts } from './i18n.ts';
import { Icon } from './icons.tsx';
import { shrink } from './shrink.ts';
import { uiTexts } from './text.ts';

/** Sends one photo and gives the id under which the server keeps it. */
export type SendPhoto = (photo: Blob, name: string, sending: Sending) => Promise<string>;

interface Photo {
  readonly key: string;
  readonly name: string;
  readonly preview: string;
  readonly file: Blob;
  readonly share: number;
  readonly id?: string;
  readonly failed?: string;
}

interface PhotoUploadProps {
  readonly send: SendPhoto;
  readonly max?: number;
  /** Ids of the photos that arrived, in order. */
  readonly value?: readonly string[];
  readonly onChange?: (ids: readonly string[]) => void;
  /** Something is still on its way, or failed. */
  readonly onPending?: (count: number) => void;
  readonly id?: string;
  /** Opens the camera of a phone at once. */
  readonly camera?: boolean;
}

/** Photos for a form: shrunk here, sent one by one, each can be sent again or removed. */
export function PhotoUpload({ send, max = 9, onChange, onPending, id, camera }: PhotoUploadProps) {
  const t = useTexts(uiTexts);
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [said, setSaid] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const told = useRef({ onChange, onPending });
  useEffect(() => {
    told.current = { onChange, onPending };
  });
  const ids = photos.flatMap((photo) => (photo.id ? [photo.id] : [])).join();
  const pending = photos.filter((photo) => !photo.id).length;
  useEffect(() => told.current.onChange?.(ids ? ids.split(',') : []), [ids]);
  useEffect(() => told.current.onPending?.(pending), [pending]);
  const patch = (key: string, change: Partial<Photo>) =>
    setPhotos((all) => all.map((photo) => (photo.key === key ? { ...photo, ...change } : photo)));
  const start = async (photo: Photo) => {
    patch(photo.key, { failed: undefined, share: 0 });
    try {
      const { blob } = await shrink(photo.file);
      patch(photo.key, { id: await send(blob, photo.name, { key: photo.key, onProgress: (share) => patch(photo.key, { share }) }) });
    } catch (error) {
      patch(photo.key, { failed: error instanceof CallProblem ? t('photoFailed', { why: error.title }) : t('photoNotImage') });
    }
  };
  const add = (files: readonly File[]) => {
    const room = Math.max(0, max - photos.length);
    setSaid(files.length > room ? t('photoMany', { n: max }) : '');
    const added = files
      .slice(0, room)
      .map((file) => ({ key: newKey(), name: file.name, file, preview: URL.createObjectURL(file), share: 0 }));
    setPhotos((all) => [...all, ...added]);
    void added.reduce((before, photo) => before.then(() => start(photo)), Promise.resolve());
  };
  const remove = (photo: Photo) => {
    URL.revokeObjectURL(photo.preview);
    setPhotos((all) => all.filter((each) => each !== photo));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    add([...event.dataTransfer.files]);
  };
  return (
    <div className="tc-photos" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <ul>
        {photos.map((photo, index) => (
          <PhotoTile key={photo.key} photo={photo} number={index + 1} again={() => void start(photo)} remove={() => remove(photo)} />
        ))}
      </ul>
      {photos.length < max ? (
        <Button id={id} icon={<Icon name="camera" />} onClick={() => input.current?.click()}>
          {t('photoAdd')}
        </Button>
      ) : null}
      <input
        ref={input}
        type="file"
        className="tc-unseen"
        tabIndex={-1}
        aria-hidden="true"
        accept="image/*"
        capture={camera ? 'environment' : undefined}
        multiple
        onChange={({ currentTarget }) => {
          add([...(currentTarget.files ?? [])]);
          // The same file can be chosen again after it was removed.
          currentTarget.value = '';
        }}
      />
      <p className="tc-hint" aria-live="polite">
        {said || t('photoHint')}
      </p>
    </div>
  );
}

function PhotoTile({
  photo,
  number,
  again,
  remove,
}: {
  readonly photo: Photo;
  readonly number: number;
  readonly again: () => void;
  readonly remove: () => void;
}) {
  const t = useTexts(uiTexts);
  return (
    <li>
      <img src={photo.preview} alt={t('photoNumber', { n: number })} />
      {photo.failed ? (
        <span role="alert" className="tc-warn">
          {photo.failed}{' '}
          <Button size="small" onClick={again}>
            {t('photoAgain')}
          </Button>
        </span>
      ) : photo.id ? null : (
        <progress max={1} value={photo.share} aria-label={t('photoSending', { n: Math.round(photo.share * 100) })} />
      )}
      <button type="button" className="tc-remove" aria-label={t('photoRemove')} onClick={remove}>
        <Icon name="close" />
      </button>
    </li>
  );
}
