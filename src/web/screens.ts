import type { FunctionComponent } from 'react';
import { caseScreens } from '../cases/ui/screens.ts';
import { cityScreens } from '../city/ui/screens.ts';
import { identityScreens } from '../platform/identity/ui/screens.ts';
import { measureScreens } from '../platform/measures/ui/screens.ts';
import { noticeScreens } from '../platform/notify/ui/screens.ts';
import type { Screen, ScreenSet } from '../ui/screen.ts';
import { shellScreens } from './pages/screens.ts';

/** What the slices contribute to the workbench. */
const sets: readonly ScreenSet[] = [shellScreens, caseScreens, cityScreens, measureScreens, noticeScreens, identityScreens];

export const screens: readonly Screen[] = sets.flatMap((set) => set.screens);
export const actions = sets.flatMap((set) => set.actions ?? []);
export const areaContributions = sets.flatMap((set) => (set.areas ? [set.areas] : []));

/** Pages without the frame, for who is not signed in or has to do something first. */
export const doors: readonly { readonly path: `/${string}`; readonly load: () => Promise<FunctionComponent> }[] = [
  { path: '/sign-in', load: async () => (await import('../platform/identity/ui/SignInPage.tsx')).SignInPage },
  // The page behind a phone link: one case, without signing in.
  { path: '/work/link/$token', load: async () => (await import('../cases/ui/inbox/LinkPage.tsx')).LinkPage },
  { path: '/setup', load: async () => (await import('../platform/identity/ui/SetUpPage.tsx')).SetUpPage },
];
