import { Icon } from '../../../public/Icon.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { shrink } from '../../../ui/shrink.ts';
import { useCamera } from './camera.ts';
import { FieldPage } from './FieldPage.tsx';
import { fieldTexts } from './text.ts';

interface Props {
  /** What was just done. */
  readonly said: string;
  readonly took: (photo: Blob) => void;
  /** Back to the photos that were taken already. */
  readonly cancel?: () => void;
}

/** What is before the camera, and one big button; without a camera the phone's own. */
export function Viewfinder({ said, took, cancel }: Props) {
  const t = useTexts(fieldTexts);
  const { video, state, shoot } = useCamera(true);
  const shot = async () => {
    const photo = await shoot();
    if (photo) took(photo);
  };
  const chosen = async (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    const small = await shrink(file)
      .then(({ blob }) => blob)
      .catch(() => file);
    took(small);
  };
  return (
    <FieldPage
      title={t('take')}
      dock={
        <>
          {state !== 'absent' && (
            <button className="fp-btn fp-act" type="button" onClick={() => void shot()} aria-disabled={state !== 'live'}>
              <Icon name="camera" />
              {t('shutter')}
            </button>
          )}
          {state === 'absent' && <FileButton id="camera" main capture label={t('openCamera')} chosen={chosen} />}
          <div className={cancel ? 'fp-pair' : undefined}>
            <FileButton id="album" label={t('album')} chosen={chosen} />
            {cancel && (
              <button className="fp-btn" type="button" onClick={cancel}>
                {t('back')}
              </button>
            )}
          </div>
        </>
      }
    >
      <p role="status" className="fp-said">
        {said}
      </p>
      <div className={state === 'live' ? 'fp-bleed' : 'fp-unseen'}>
        <video ref={video} playsInline muted aria-label={t('take')} />
      </div>
      {state === 'starting' && <p className="small">{t('cameraStarting')}</p>}
      {state === 'absent' && <p>{t('cameraAbsent')}</p>}
    </FieldPage>
  );
}

interface FileProps {
  readonly id: string;
  readonly label: string;
  readonly main?: boolean;
  readonly capture?: boolean;
  readonly chosen: (files: FileList | null) => Promise<void>;
}

function FileButton({ id, label, main, capture, chosen }: FileProps) {
  return (
    <div className="fp-file">
      <input
        className="fp-unseen"
        type="file"
        id={id}
        accept="image/*"
        {...(capture ? { capture: 'environment' as const } : {})}
        onChange={(event) => {
          void chosen(event.target.files);
          event.target.value = '';
        }}
      />
      <label className={main ? 'fp-btn fp-act' : 'fp-btn fp-wide'} htmlFor={id}>
        <Icon name={capture ? 'camera' : 'image'} />
        {label}
      </label>
    </div>
  );
}
