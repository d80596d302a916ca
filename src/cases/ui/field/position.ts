import { useEffect, useState } from 'react';
import { nameOf, type NamedPlace } from './lists.ts';

export interface Here {
  readonly lng: number;
  readonly lat: number;
  readonly accuracy: number;
  readonly named: NamedPlace | null;
}

/** Where the phone is, while it is asked for; nothing is kept but with a photo. */
export function useHere(asking: boolean): { readonly here: Here | null; readonly refused: boolean } {
  const [here, setHere] = useState<Here | null>(null);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    if (!asking || !('geolocation' in navigator)) return undefined;
    let over = false;
    const watch = navigator.geolocation.watchPosition(
      ({ coords: { longitude: lng, latitude: lat, accuracy } }) => {
        void nameOf(lng, lat).then((named) => {
          if (!over) setHere({ lng, lat, accuracy: Math.round(accuracy), named });
        });
      },
      (error) => setRefused(error.code === error.PERMISSION_DENIED),
      { enableHighAccuracy: true, maximumAge: 10_000, timeout: 20_000 },
    );
    return () => {
      over = true;
      navigator.geolocation.clearWatch(watch);
    };
  }, [asking]);
  return { here, refused };
}
