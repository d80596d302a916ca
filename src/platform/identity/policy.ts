import type { Grants } from '../../kernel/actor.ts';

/**
 * The three administrators share nothing that would let one of them take over another's account: the security
 * administrator gives out passwords and links, the system administrator takes away second factors, and only the
 * audit administrator reads the journal (等保2.0 level three, 8.1.5).
 */
export const identityGrants = {
  'identity.viewAccounts': ['systemAdmin', 'securityAdmin'],
  'identity.createAccounts': ['systemAdmin'],
  'identity.resetTwoFactor': ['systemAdmin'],
  'identity.handOutAccess': ['securityAdmin'],
  'identity.lockAccounts': ['securityAdmin'],
  'identity.setSignInRules': ['securityAdmin'],
  'identity.manageApiKeys': ['systemAdmin', 'securityAdmin'],
  'identity.readJournal': ['auditAdmin'],
} as const satisfies Grants;
