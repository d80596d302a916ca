import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { FieldFrame, FieldStart } from './FieldFrame.tsx';
import { tabs } from './screens.ts';

const root = createRootRoute({ component: FieldFrame, notFoundComponent: FieldStart });
const routes = tabs.map((tab) =>
  createRoute({ getParentRoute: () => root, path: tab.path, component: lazyRouteComponent(async () => ({ default: await tab.load() })) }),
);

export const router = createRouter({
  routeTree: root.addChildren(routes),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(Object.entries(search).map(([name, value]) => [name, String(value)])).toString();
    return text ? `?${text}` : '';
  },
  defaultPreload: 'intent',
});
