import type { Slice } from '../slice.ts';
import type { FileAccess } from './access.ts';
import { filesGrants } from './policy.ts';
import { fileRoutes } from './routes.ts';

/** Files as a contribution; `accesses` are those of all other slices. */
export const filesSlice = (accesses: readonly FileAccess[]): Slice => ({ name: 'files', grants: filesGrants, routes: fileRoutes(accesses) });
