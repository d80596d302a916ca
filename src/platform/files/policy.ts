import type { Grants } from '../../kernel/actor.ts';

/** Who prepares pictures for the public. That they may see the picture is asked besides; a released one takes `files.release` to mask anew. */
export const filesGrants = {
  'files.mask': ['officeHead', 'officeStaff', 'districtStaff', 'streetStaff', 'communityHead', 'hotlineAgent', 'mediaEditor', 'inspector'],
  'files.release': ['officeHead', 'officeStaff'],
} as const satisfies Grants;
