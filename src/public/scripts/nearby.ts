import { maybe } from './page.ts';

/** "Where I am" on the public list: finds the community and opens its page. */
const button = maybe('#here', HTMLButtonElement);
const status = maybe('#here-status', HTMLElement);

interface AreaAt {
  readonly path: readonly { readonly id: string; readonly kind: string }[];
}

const say = (words: string | undefined) => {
  if (status) status.textContent = words ?? '';
};

async function open(coords: GeolocationCoordinates): Promise<void> {
  const at = `lng=${coords.longitude.toFixed(4)}&lat=${coords.latitude.toFixed(4)}`;
  const answer = await fetch(`/api/v1/areas/at?${at}`);
  const { path } = (await answer.json()) as AreaAt;
  const community = path.find(({ kind }) => kind === 'community') ?? path[0];
  if (!community) return say(button?.dataset.outside);
  location.assign(`/nearby?area=${community.id}&${at}`);
  return undefined;
}

if (button && 'geolocation' in navigator) {
  button.hidden = false;
  button.addEventListener('click', () => {
    say(button.dataset.locating);
    const failed = () => say(button.dataset.failed);
    navigator.geolocation.getCurrentPosition(({ coords }) => void open(coords).catch(failed), failed, {
      timeout: 12_000,
      maximumAge: 300_000,
    });
  });
}
