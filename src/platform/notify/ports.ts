import type { Role } from '../../kernel/actor.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Read } from '../db/read.ts';

/** What notices need to know of people, given by the composition root: the platform knows no slice. */
export interface NotifyPorts {
  /** Active people who hold one of the roles in the unit at the moment. */
  holders(read: Read, unitId: Id, roles: readonly Role[], now: Date): Promise<readonly Id[]>;
  /** Name and address of an active person; null for an unknown or former one. */
  contact(read: Read, personId: Id): Promise<{ readonly name: string; readonly email: string | null } | null>;
}
