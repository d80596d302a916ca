import { createContext, useContext } from 'react';
import type { Permission, Role } from '../kernel/actor.ts';
import type { Bilingual } from '../kernel/text.ts';

/** Who is signed in, as every screen may know it. */
export interface Session {
  readonly personId: string;
  readonly name: string;
  readonly userName: string;
  readonly posts: readonly {
    readonly postId: string;
    readonly unitId: string;
    readonly unitName: string;
    readonly unitShortName: string;
    readonly role: Role;
    readonly areaId: string | null;
  }[];
  /** Does any post hold the permission (or one of them)? The server decides again. */
  readonly may: (permission: Permission | readonly Permission[]) => boolean;
}

export const SessionContext = createContext<Session | null>(null);

/** The city that this address serves; also before somebody signs in. Empty while it is not known. */
export const CityNameContext = createContext<Bilingual>({ zh: '', en: '' });
export const useCityName = (): Bilingual => useContext(CityNameContext);

/** The signed-in person; only inside the frame. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession stands outside of the frame');
  return session;
}
