import { useLocation, useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

export interface Place {
  /** `/work/cases` */
  readonly path: string;
  /** Parameters of the path; a missing one is an empty text. */
  readonly param: (name: string) => string;
  /** What stands behind the question mark: filters, the open tab, the selected row. */
  readonly query: Readonly<Record<string, string>>;
  /** Changes some of it; empty values go. Replaces the address, so that Back leaves the page and not the last filter. */
  readonly setQuery: (patch: Readonly<Record<string, string | undefined>>, how?: 'push') => void;
  /** Goes to an address like `/work/cases/…?tab=map`. */
  readonly go: (href: string, how?: 'replace') => void;
  readonly back: () => void;
}

/** Where the screen stands. Screens use this and `<Go href>`, never the router itself. */
export function usePlace(): Place {
  const location = useLocation();
  const navigate = useNavigate();
  const router = useRouter();
  const params: Record<string, string | undefined> = useParams({ strict: false });
  const search = location.searchStr;
  const query = useMemo(() => Object.fromEntries(new URLSearchParams(search)), [search]);
  const go = useCallback((href: string, how?: 'replace') => void navigate({ href, replace: how === 'replace' }), [navigate]);
  const setQuery = useCallback<Place['setQuery']>(
    (patch, how) => {
      // Read anew: two changes in one event must not lose the first.
      const now = new URLSearchParams(router.latestLocation.searchStr);
      for (const [name, value] of Object.entries(patch))
        if (value) now.set(name, value);
        else now.delete(name);
      const text = now.toString();
      void navigate({ href: `${router.latestLocation.pathname}${text ? `?${text}` : ''}`, replace: how !== 'push', resetScroll: false });
    },
    [navigate, router],
  );
  return { path: location.pathname, param: (name) => params[name] ?? '', query, setQuery, go, back: () => router.history.back() };
}
