import type { Browser, BrowserContext, Page } from 'playwright-core';
import { areaTree, bordersOf } from '../src/city/exports.ts';
import { aPicture } from '../src/platform/files/fixtures.ts';
import { PHONE } from './cast.ts';
import { openScene, type Scene } from './scene.ts';
import type { Stage } from './stage.ts';

interface Place {
  readonly longitude: number;
  readonly latitude: number;
  readonly name: string;
  readonly community: string;
}

/** Before the public's pages, with a small phone in a compound of the demo city. */
export interface Street {
  readonly scene: Scene;
  readonly here: Place;
  /** A small phone that knows where it is. */
  phone(more?: Parameters<Browser['newContext']>[0]): Promise<BrowserContext>;
  /** Every case of the city. */
  cases(): Promise<readonly { readonly id: string; readonly number: string }[]>;
}

export function openStreet(): Street {
  let here: Place | undefined;
  const known = () => {
    if (!here) throw new Error('the street opens before the tests of its file');
    return here;
  };
  const scene = openScene('file', async (stage) => {
    here = await somewhere(stage);
  });
  return {
    scene,
    get here() {
      return known();
    },
    phone: (more = {}) =>
      scene.browser.newContext({
        baseURL: scene.stage.address,
        viewport: PHONE,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        geolocation: known(),
        permissions: ['geolocation'],
        hasTouch: true,
        ...more,
      }),
    cases: () =>
      scene.stage.arrange(({ read }) =>
        read.tables<{ cases: { cityId: number; id: string; number: string } }>().selectFrom('cases').select(['id', 'number']).execute(),
      ),
  };
}

/** The middle of a compound of the demo city. */
function somewhere(stage: Stage): Promise<Place> {
  return stage.arrange(async ({ read }) => {
    const [compound] = await bordersOf(read, { kinds: ['compound'] });
    const areas = await areaTree(read, {});
    const own = areas.find(({ id }) => id === compound?.id);
    const community = areas.find(({ id, kind }) => kind === 'community' && own?.path.includes(id));
    if (!own || !community || own.lng === null || own.lat === null) throw new Error('the demo city has no compound');
    return { longitude: own.lng, latitude: own.lat, name: own.name, community: community.name };
  });
}

/** As a camera gives it, with the notes that a phone writes into it. */
export async function cameraPhoto(seed: number): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const bytes = await aPicture({ width: 2400, height: 1800, seed, exif: true });
  return { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) };
}

/** By how many pixels the page is wider than the screen. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
