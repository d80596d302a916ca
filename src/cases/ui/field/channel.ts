import type { Role } from '../../../kernel/actor.ts';
import type { Channel } from '../../schema/words.ts';

/** What a find by a person with these roles counts as. */
export function channelOf(roles: readonly Role[]): Channel {
  if (roles.includes('inspector')) return 'inspection';
  if (roles.includes('supervisor')) return 'supervisor';
  if (roles.includes('commander')) return 'leader';
  return roles.includes('mediaEditor') ? 'media' : 'patrol';
}
