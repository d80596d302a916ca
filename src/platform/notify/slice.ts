import type { Slice } from '../slice.ts';
import type { NoticeKind } from './notify.ts';

/** Notifications as a contribution; `kinds` are those of all other slices. */
export const notifySlice = (_kinds: readonly NoticeKind[]): Slice => ({ name: 'notify', grants: {}, routes: [] });
