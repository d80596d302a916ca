import { useRef, useState } from 'react';
import { newKey } from '../../../ui/call.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { useSession } from '../../../ui/session.ts';
import { channelOf } from './channel.ts';
import { type CapturedPhoto, keep } from './captures.ts';
import { emptyNotes, type Notes, Review } from './Review.tsx';
import { useHere } from './position.ts';
import { sendNow } from './sending.ts';
import { fieldTexts } from './text.ts';
import { Viewfinder } from './Viewfinder.tsx';

/** 拍照: the camera opens at once; after the photo speak, type or just save; sorted later. */
export function CapturePage() {
  const t = useTexts(fieldTexts);
  const session = useSession();
  const [photos, setPhotos] = useState<readonly CapturedPhoto[]>([]);
  const [shooting, setShooting] = useState(true);
  const [notes, setNotes] = useState<Notes>(emptyNotes);
  const [said, setSaid] = useState('');
  const count = useRef(0);
  const { here, refused } = useHere(true);

  const took = (blob: Blob) => {
    setPhotos((earlier) => [...earlier, { id: newKey(), blob }]);
    setShooting(false);
    setSaid('');
  };
  const save = async () => {
    const now = Date.now();
    const at = here && { lng: here.lng, lat: here.lat, accuracy: here.accuracy, areaId: here.named?.areaId ?? null };
    const found = here?.named ? [here.named.around, here.named.name].filter(Boolean).join(' ') : '';
    try {
      await keep({
        id: newKey(),
        personId: session.personId,
        at: now,
        channel: channelOf(session.posts.map(({ role }) => role)),
        photos,
        words: notes.words.trim(),
        category: notes.category,
        ...(at ?? { lng: null, lat: null, accuracy: null, areaId: null }),
        found,
        place: notes.place.trim(),
        state: notes.category ? 'waiting' : 'unsorted',
        problem: '',
        number: '',
        changedAt: now,
      });
    } catch {
      return setSaid(t('full'));
    }
    count.current += 1;
    setPhotos([]);
    setNotes(emptyNotes);
    setShooting(true);
    setSaid(t('saved', { n: count.current }));
    return void sendNow(session.personId);
  };

  if (shooting) return <Viewfinder said={said} took={took} cancel={photos.length > 0 ? () => setShooting(false) : undefined} />;
  return (
    <Review
      photos={photos}
      here={here}
      refused={refused}
      notes={notes}
      said={said}
      change={(patch) => setNotes((now) => ({ ...now, ...patch }))}
      again={() => {
        setPhotos((now) => now.slice(0, -1));
        setShooting(true);
      }}
      more={() => setShooting(true)}
      save={() => void save()}
    />
  );
}
