import { fill, make, maybe, part } from './page.ts';
import { placeOf, shrink } from './photos.ts';

const MOST = 4;

export interface Gallery {
  /** Photos that the server does not have yet. */
  readonly photos: () => readonly Blob[];
  /** When everything that was chosen is among the photos: an old phone takes seconds for each. */
  readonly settled: () => Promise<void>;
  readonly restore: (photos: readonly Blob[]) => void;
}

interface Options {
  readonly changed: () => void;
  /** A photo from the album knows where it was taken. */
  readonly foundPlace: (place: { lng: number; lat: number }) => void;
  readonly say: (key: string, values?: Readonly<Record<string, string | number>>) => string;
}

/** Pictures of the chosen photos, made small at once; the inputs are emptied, so that the same photo can be chosen again. */
export function openGallery(step: HTMLElement, options: Options): Gallery {
  const list = make('ul', '');
  const gallery = part('.gallery', HTMLElement, step);
  const frame = make('div', 'shots');
  frame.append(list);
  const said = make('p', 'msg');
  said.setAttribute('role', 'status');
  gallery.after(said);
  let photos: Blob[] = [];
  const shown = () => photos.length + step.querySelectorAll('input[name=drop]').length;
  const room = () => MOST - photos.length - step.querySelectorAll('input[name=drop]:not(:checked)').length;

  const draw = () => {
    for (const image of list.querySelectorAll('img')) URL.revokeObjectURL(image.src);
    fill(list, ...photos.map((photo, index) => picture(photo, index)));
    if (photos.length > 0 && !frame.isConnected) part('.ways', HTMLElement, gallery).before(frame);
    if (photos.length === 0) frame.remove();
    step.classList.toggle('chosen', shown() > 0);
    gallery.classList.toggle('even', shown() > 0 && shown() % 2 === 0);
    gallery.classList.toggle('full', room() <= 0);
    for (const label of step.querySelectorAll<HTMLLabelElement>('label[data-again]')) {
      const words = maybe('span', HTMLSpanElement, label);
      if (words && photos.length > 0) words.textContent = label.dataset.again ?? '';
    }
  };
  const picture = (photo: Blob, index: number) => {
    const item = make('li', '');
    const image = make('img', '');
    image.src = URL.createObjectURL(photo);
    image.alt = options.say('photoAlt', { n: index + 1 });
    const away = make('button', 'btn quiet', options.say('photoRemove', { n: index + 1 }));
    away.type = 'button';
    away.addEventListener('click', () => {
      photos = photos.filter((other) => other !== photo);
      draw();
      options.changed();
    });
    item.append(image, away);
    return item;
  };
  const take = async (chosen: readonly File[]) => {
    const files = chosen.slice(0, Math.max(0, room()));
    said.textContent = files.length < chosen.length ? options.say('mostPhotos', { n: chosen.length - files.length, most: MOST }) : '';
    for (const file of files) {
      const place = await placeOf(file);
      photos = [...photos, await shrink(file)];
      draw();
      if (place) options.foundPlace(place);
    }
    options.changed();
  };
  let taking = Promise.resolve();
  for (const input of step.querySelectorAll<HTMLInputElement>('input[type=file]'))
    input.addEventListener('change', () => {
      const chosen = [...(input.files ?? [])];
      input.value = '';
      taking = taking.then(() => take(chosen));
    });
  for (const drop of step.querySelectorAll('input[name=drop]')) drop.addEventListener('change', draw);
  return {
    photos: () => photos,
    settled: () => taking,
    restore: (kept) => {
      photos = [...kept];
      draw();
    },
  };
}
