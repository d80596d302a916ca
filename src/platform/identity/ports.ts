import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor, Grants, Role } from '../../kernel/actor.ts';
import type { CityId, Id } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/text.ts';
import type { WriteContext } from '../context.ts';
import type { Database } from '../db/database.ts';
import type { Read } from '../db/read.ts';
import type { FactWords } from '../journal/words.ts';
import type { Slice } from '../slice.ts';
import type { SignInSettings } from './schema.ts';

/** A person as identity needs it; who people are and which posts they hold is the city's matter. */
interface KnownPerson {
  readonly personId: Id;
  readonly name: string;
  readonly active: boolean;
}

interface CitySetup {
  readonly city: { readonly name: string; readonly nameEn: string; readonly code: string };
  readonly administrators: readonly { readonly role: Role; readonly name: string }[];
}

/** What identity needs from slices that it may not import; the composition root hands it in. */
export interface IdentityPorts {
  /** The person with the posts in force at the moment; null when no active person has this account. */
  readonly loadActor: (read: Read, userId: Id, now: Date, locale: Locale) => Promise<Actor | null>;
  readonly findPerson: (read: Read, personId: Id) => Promise<KnownPerson | null>;
  /** Notes on the person which account is theirs. */
  readonly linkAccount: (ctx: WriteContext, personId: Id, account: { readonly userId: Id; readonly userName: string }) => Promise<void>;
  /** Makes the city, its headquarters and a person with a post for each administrator, in the given order. */
  readonly createCity: (ctx: WriteContext, setup: CitySetup) => Promise<readonly Id[]>;
  /** Every slice's grants together, for `me`. */
  readonly grants: () => Grants;
  /** What every slice's facts say, for the journal. */
  readonly facts: () => readonly FactWords[];
  /** A writing context in a transaction of its own, for what must stay although the request is refused (failed attempts). */
  readonly transact: <T>(
    cityId: CityId,
    who: { readonly actor: Actor; readonly ip: string },
    work: (ctx: WriteContext) => Promise<T>,
  ) => Promise<T>;
}

export interface IdentityOptions {
  readonly database: Database;
  /** At least 32 characters; signs cookies and encrypts second factors. */
  readonly secret: string;
  /** Absolute address of the deployment; cookies are `Secure` and `__Host-` when it is https. */
  readonly publicUrl: string;
  readonly clock: () => Date;
  readonly ports: IdentityPorts;
  /** The city that a host name stands for; null = none. */
  readonly cityFor: (host: string) => Promise<{ readonly cityId: CityId } | null>;
  /** Errors of the sign-in library; never called with secrets. */
  readonly onError: (message: string) => void;
}

/** A session that stands, with what the city's rules say about its account. */
export interface Session {
  readonly sessionId: Id;
  readonly userId: Id;
  readonly userName: string;
  readonly since: Date;
  readonly lastSeen: Date;
  readonly twoFactorOn: boolean;
  readonly twoFactorDone: boolean;
  /** A password that was handed out, or that is too old. */
  readonly mustChangePassword: boolean;
  readonly passwordSet: boolean;
  readonly settings: SignInSettings;
}

/** How an account comes into being. Without a password its person signs in by a link first and chooses one. */
export interface NewAccount {
  readonly personId: Id;
  readonly name: string;
  readonly userName: string;
  /** `handedOut` has to be changed at the first sign-in. */
  readonly password?: { readonly text: string; readonly handedOut: boolean };
  /** Longer passwords are asked of administrators. */
  readonly administrator?: boolean;
}

/** `demo` leaves the account as it is; `first` and `recovery` make the person choose a password. */
export type LinkPurpose = 'demo' | 'first' | 'recovery';

export interface Identity {
  /** Operations and the nightly sweep. */
  readonly slice: Slice;
  /** Mounts `/api/auth/*` and the pages of one-time links `/sign-in/link/:token`. */
  readonly mount: (app: FastifyInstance) => Promise<void>;
  /**
   * Who acts: the person of the session cookie, the API key, or the public.
   * @throws Problem needsPassword, needsTwoFactor: the session may not act yet; linkOver: a phone link that is over
   */
  readonly authenticate: (request: FastifyRequest, cityId: CityId, locale: Locale, permission: string) => Promise<Actor>;
  /** Tells sessions apart where requests are counted; null for a cookie that we did not sign. Says nothing of whether it still stands. */
  readonly sessionMark: (headers: { readonly cookie?: string | undefined }) => string | null;
  /** @throws Problem userNameTaken, weakPassword */
  readonly createAccount: (ctx: WriteContext, account: NewAccount) => Promise<Id>;
  readonly issueSignInLink: (
    ctx: WriteContext,
    link: { readonly userId: Id; readonly purpose: LinkPurpose; readonly expires: Date },
  ) => Promise<{ readonly url: string }>;
  /** The server's command line lets an administrator back in. @throws Problem notFound */
  readonly rescue: (
    ctx: WriteContext,
    input: { readonly userName: string; readonly reason: string },
  ) => Promise<{ readonly url: string; readonly expires: Date }>;
  /** On a city without any account: makes a new set-up link (older ones stop working). Otherwise null. */
  readonly beginSetup: (cityId: CityId) => Promise<{ readonly url: string; readonly expires: Date } | null>;
}
