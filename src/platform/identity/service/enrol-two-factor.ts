import { toDataURL } from 'qrcode';
import { Problem } from '../../../kernel/problem.ts';
import type { WriteContext } from '../../context.ts';
import type { IdentityOptions } from '../ports.ts';
import { identityProblems } from '../schema.ts';
import { newBackupCodes, newTotpSecret } from '../secrets.ts';
import { endSessions } from '../sessions.ts';
import { base32, isCode, otpauthUri } from '../totp.ts';
import { beginTwoFactor, confirmTwoFactor, findTwoFactor, setBackupCodes, spendCode } from '../two-factor.ts';
import { checkOwnPassword, countGuess, forgetGuesses, ownSession } from './own-account.ts';

/** What the authenticator shows beside the code. */
const ISSUER = '同创';

/** Makes a secret for the authenticator; it counts once its first code came back. */
export async function beginEnrolment(options: IdentityOptions, ctx: WriteContext, input: { readonly password: string }) {
  const session = await ownSession(ctx, ctx.tx);
  if (session.twoFactorOn) throw new Problem(identityProblems.twoFactorOn);
  // Nobody ties a device to an account whose password somebody else handed out.
  if (session.mustChangePassword) throw new Problem(identityProblems.needsPassword);
  await checkOwnPassword(options, ctx, session, input.password);
  const secret = newTotpSecret();
  await beginTwoFactor(ctx.tx, options.secret, session.userId, secret);
  const uri = otpauthUri(secret, ISSUER, session.userName);
  return { secret: base32(secret), uri, qr: await toDataURL(uri, { errorCorrectionLevel: 'M', margin: 2, width: 240 }) };
}

/** The first code proves that the device has the secret; other sessions, which showed none, end. */
export async function confirmEnrolment(options: IdentityOptions, ctx: WriteContext, input: { readonly code: string }) {
  const session = await ownSession(ctx, ctx.tx);
  if (session.twoFactorOn) throw new Problem(identityProblems.twoFactorOn);
  const begun = await findTwoFactor(ctx.tx, options.secret, session.userId);
  if (!begun) throw new Problem(identityProblems.twoFactorNotBegun);
  await countGuess(options, ctx, session);
  if (!(await isCode(begun.secret, input.code, ctx.now))) throw new Problem(identityProblems.wrongCode);
  await forgetGuesses(options, ctx, session);
  const backupCodes = newBackupCodes();
  await confirmTwoFactor(ctx.tx, session.userId, session.sessionId);
  await setBackupCodes(ctx.tx, options.secret, session.userId, backupCodes);
  await spendCode(ctx, options.secret, session.userId, input.code);
  await endSessions(ctx.tx, session.userId, session.sessionId);
  await ctx.record({ type: 'account.twoFactorEnrolled', subject: { kind: 'account', id: session.userId } });
  return { backupCodes };
}

/** New codes for a lost device; the old ones stop working. */
export async function renewBackupCodes(options: IdentityOptions, ctx: WriteContext, input: { readonly password: string }) {
  const session = await ownSession(ctx, ctx.tx);
  if (!session.twoFactorOn) throw new Problem(identityProblems.twoFactorOff);
  await checkOwnPassword(options, ctx, session, input.password);
  const backupCodes = newBackupCodes();
  await setBackupCodes(ctx.tx, options.secret, session.userId, backupCodes);
  await ctx.record({ type: 'account.backupCodesRenewed', subject: { kind: 'account', id: session.userId } });
  return { backupCodes };
}
