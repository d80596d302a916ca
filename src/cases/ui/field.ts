import type { FieldSet } from '../../ui/field.ts';
import { useSession } from '../../ui/session.ts';
import { pending } from './field/captures.ts';
import { keepLists } from './field/lists.ts';
import { useLive } from './field/live.ts';
import { keepSending } from './field/sending.ts';
import { fieldTexts } from './field/text.ts';

function useWaiting(): number | undefined {
  const { personId } = useSession();
  return useLive(() => pending(personId), personId)?.length;
}

/** What cases contribute to the field app: the camera, and what waits for the network. */
export const caseField: FieldSet = {
  tabs: [
    {
      path: '/field/capture',
      name: { zh: fieldTexts.zh.capture, en: fieldTexts.en.capture },
      icon: 'camera',
      order: 10,
      permission: 'cases.report',
      load: async () => (await import('./field/CapturePage.tsx')).CapturePage,
    },
    {
      path: '/field/queue',
      name: { zh: fieldTexts.zh.queue, en: fieldTexts.en.queue },
      icon: 'upload',
      order: 90,
      permission: 'cases.report',
      useCount: useWaiting,
      load: async () => (await import('./field/QueuePage.tsx')).QueuePage,
    },
  ],
  start: (personId) => {
    const stops = [keepLists(), keepSending(personId)];
    return () => {
      for (const stop of stops) stop();
    };
  },
};
