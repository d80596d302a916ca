import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import type { Screen } from '../ui/screen.ts';
import { Frame } from './frame/Frame.tsx';
import { ScreenGate } from './frame/ScreenGate.tsx';
import { MissingPage } from './pages/MissingPage.tsx';
import { doors, screens } from './screens.ts';

const root = createRootRoute({ component: Outlet, notFoundComponent: MissingPage });

/** Pages before the frame: sign-in, set-up, what has to be done first. */
const doorRoutes = doors.map((door) =>
  createRoute({ getParentRoute: () => root, path: door.path, component: lazyRouteComponent(async () => ({ default: await door.load() })) }),
);

const frame = createRoute({ getParentRoute: () => root, path: '/work', component: Frame, notFoundComponent: MissingPage });

const start = createRoute({
  getParentRoute: () => frame,
  path: '/',
  beforeLoad: () => {
    throw redirect({ href: '/work/today', replace: true });
  },
});

function screenRoute(screen: Screen) {
  const Page = lazyRouteComponent(async () => ({ default: await screen.load() }));
  return createRoute({
    getParentRoute: () => frame,
    path: screen.path.replace(/:(\w+)/g, '$$$1'),
    component: () => (
      <ScreenGate screen={screen}>
        <Page />
      </ScreenGate>
    ),
  });
}

export const router = createRouter({
  routeTree: root.addChildren([...doorRoutes, frame.addChildren([start, ...screens.map(screenRoute)])]),
  // Filters are plain words in the address, not JSON.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(Object.entries(search).map(([name, value]) => [name, String(value)])).toString();
    return text ? `?${text}` : '';
  },
  defaultPreload: 'intent',
  defaultPreloadDelay: 80,
  scrollRestoration: false,
});
