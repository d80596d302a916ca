import { sql } from 'kysely';
import { administratorRoles } from '../../../kernel/actor.ts';
import type { InputOf, OutputOf } from '../../../kernel/operation.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../context.ts';
import { createAccount, hasAccounts } from '../accounts.ts';
import type { setUp as operation } from '../api.ts';
import type { IdentityOptions } from '../ports.ts';
import { identityProblems } from '../schema.ts';
import { issueSignInLink, newLink, useSetupLink } from '../sign-in-links.ts';

const HOUR = 3_600_000;
const SETUP_HOURS = 24;
const FIRST_SIGN_IN_HOURS = 72;

export async function showSetup(ctx: ReadContext) {
  return { needed: !(await hasAccounts(ctx.read)) };
}

/** Makes the link that sets an empty city up; null when it has accounts. The token is in the fragment: it reaches no log. */
export async function beginSetup(ctx: WriteContext) {
  if (await hasAccounts(ctx.tx)) return null;
  const expires = new Date(ctx.now.getTime() + SETUP_HOURS * HOUR);
  const token = await newLink(ctx, { userId: null, purpose: 'setup', expires });
  return { url: `${ctx.publicUrl}/setup#${token}`, expires };
}

/**
 * Makes the city and its three administrators, each with a link of their own.
 * @throws Problem setupOver, badUserName, userNameTaken
 */
export async function setUpCity(
  options: IdentityOptions,
  ctx: WriteContext,
  input: InputOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  // Two people with the same link: the second one waits, and finds it used.
  await ctx.tx.rows(sql`select pg_advisory_xact_lock(hashtextextended('tongchuang-setup', ${ctx.tx.cityId}))`);
  if (await hasAccounts(ctx.tx)) throw new Problem(identityProblems.setupOver);
  await useSetupLink(ctx, input.token);
  const administrators = administratorRoles.map((role) => ({ role, ...input.administrators[role] }));
  const people = await options.ports.createCity(ctx, {
    city: input.city,
    administrators: administrators.map(({ role, name }) => ({ role, name })),
  });
  const expires = new Date(ctx.now.getTime() + FIRST_SIGN_IN_HOURS * HOUR);
  const links: OutputOf<typeof operation>['links'] = [];
  for (const [index, administrator] of administrators.entries()) {
    const personId = people[index];
    if (!personId) throw new Error('createCity answered too few people');
    const userId = await createAccount(options.ports.linkAccount, ctx, {
      personId,
      name: administrator.name,
      userName: administrator.userName,
      administrator: true,
    });
    links.push({ ...administrator, ...(await issueSignInLink(ctx, { userId, purpose: 'first', expires })), expires });
  }
  return { links };
}
