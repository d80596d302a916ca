import { useCallback, useEffect, useRef, useState } from 'react';

const LONGEST = 2048;

/** starting: the phone asks or the picture comes up. live: shows what is before the camera. absent: no camera or no leave; a file is chosen instead. */
export type CameraState = 'starting' | 'live' | 'absent';

/** The camera behind a picture on the page: opens at once, and gives a photo when asked. */
export function useCamera(wanted: boolean) {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>('starting');
  useEffect(() => {
    if (!wanted) return undefined;
    let stream: MediaStream | null = null;
    let over = false;
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const start = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: 'environment', width: { ideal: LONGEST } },
          audio: false,
        });
        if (over || !video.current) return stop();
        video.current.srcObject = stream;
        await video.current.play();
        setState('live');
      } catch {
        if (!over) setState('absent');
      }
      return undefined;
    };
    void start();
    return () => {
      over = true;
      stop();
      setState('starting');
    };
  }, [wanted]);

  const shoot = useCallback(async (): Promise<Blob | null> => {
    const source = video.current;
    if (!source || source.videoWidth === 0) return null;
    const canvas = document.createElement('canvas');
    const scale = Math.min(1, LONGEST / Math.max(source.videoWidth, source.videoHeight));
    canvas.width = Math.round(source.videoWidth * scale);
    canvas.height = Math.round(source.videoHeight * scale);
    canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
  }, []);

  return { video, state, shoot };
}
