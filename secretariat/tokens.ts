// The door: from a request's Authorization header to the device that came, or a refusal. A token is the device's
// own signature over (mechanism, its key id, this letterbox's origin, this request, a few minutes), with the chain of
// credentials from the profile's roots. Clients' clocks may stand at 2000 or at 2090, so a token outside its minutes
// is answered with this letterbox's time, and the client signs again with that. A letterbox's name in the token
// keeps one letterbox from using it at another; the request in it keeps who overheard it from asking anything else.
// Nothing is remembered of tokens, so that several nodes can stand behind one address.

import type { Digest, KeyId } from '#shared/base/ids.ts';
import { isSignedBy } from '#shared/log/envelope.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import { type Author, resolveTrust, type Role } from '#shared/log/roster.ts';
import { chainIn, decodeToken, MAX_TOKEN_SECONDS, requestOf, type TokenBody } from '#shared/wire/letterbox.ts';
import { Refused } from './refusal.ts';
import type { Rosters } from './rosters.ts';

/** A device that showed who it is. */
export interface Visitor {
  readonly kid: KeyId;
  /** its public key, 32 bytes base64url */
  readonly key: string;
  /** by its credential; kept and logged nowhere */
  readonly name: string;
  /** what stands for it in this letterbox's folder and log */
  readonly tag: string;
  /** what stands for its organisation there */
  readonly organisation: string;
  /** named by the profile as a reader, or with the role of a secretariat or a coordinator */
  readonly isReader: boolean;
  /** a reader that is no coordinator's: what it says that it has merged is merged */
  readonly isSecretariat: boolean;
}

export interface TokenDoor {
  /** Whether a token's chain was verified before: it costs one signature, not three. Who sends it is not known yet. */
  readonly isKnown: (token: string) => boolean;
  /** Verifies that the device asks this; throws Refused. */
  readonly verify: (token: string, request: Request) => Promise<Visitor>;
}

export interface DoorFacts {
  readonly profile: MechanismProfile;
  readonly rosters: Rosters;
  readonly tagOf: (kid: KeyId) => string;
  /** the origins by which clients may call this letterbox */
  readonly isOrigin: (origin: string) => boolean;
  /** milliseconds since 1970 by this letterbox's clock */
  readonly now: () => number;
}

const REMEMBERED = 2000;
/** Characters: with it the name of an index entry still fits into a cursor. */
const ORGANISATION_TAG = 12;

/** The token of an Authorization header; throws Refused. */
export function bearerOf(header: string | null): string {
  if (header === null) throw new Refused('tokenMissing');
  const [scheme, token, ...rest] = header.split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined || rest.length > 0) throw new Refused('tokenMalformed');
  return token;
}

export function createTokenDoor({ profile, rosters, tagOf, isOrigin, now }: DoorFacts): TokenDoor {
  const authorsByChain = new Map<string, ReadonlyMap<KeyId, Author>>();

  const checkTime = (body: TokenBody): void => {
    const [from, until] = [Date.parse(body.from), Date.parse(body.until)];
    const lasts = (until - from) / 1000;
    // written so that NaN is refused too
    if (!(lasts > 0 && lasts <= MAX_TOKEN_SECONDS)) throw new Refused('tokenMalformed');
    const time = now();
    if (!(from <= time && time <= until)) throw new Refused('tokenWrongTime', { time: new Date(time).toISOString() });
  };
  const checkRevoked = (author: Author): void => {
    if (rosters.isRevoked(author.kid) || rosters.isRevoked(author.organisationKid)) throw new Refused('revoked');
  };
  const remember = (chain: string, authors: ReadonlyMap<KeyId, Author>): void => {
    const oldest = authorsByChain.keys().next().value;
    if (authorsByChain.size >= REMEMBERED && oldest !== undefined) authorsByChain.delete(oldest);
    authorsByChain.set(chain, authors);
  };

  const visitorOf = (author: Author): Visitor => {
    const isSecretariat = isOffice(profile, author) || hasRole(author, 'secretariat');
    return {
      kid: author.kid,
      key: author.key,
      name: author.name,
      tag: tagOf(author.kid),
      organisation: tagOf(author.organisationKid).slice(0, ORGANISATION_TAG),
      isReader:
        isSecretariat || hasRole(author, 'coordinator') || profile.readers.some(({ kid }) => kid === author.kid),
      isSecretariat,
    };
  };

  return {
    isKnown: (token) => authorsByChain.has(chainIn(token)),
    verify: async (token, request) => {
      const decoded = decodeToken(token);
      if (!decoded.ok) throw new Refused('tokenMalformed');
      const { signed, credentials, body } = decoded.value;
      if (!isOrigin(body.letterbox)) throw new Refused('tokenWrongLetterbox');
      if (body.request !== askedBy(request)) throw new Refused('tokenWrongRequest');
      if (body.mechanism !== profile.id) throw new Refused('tokenWrongMechanism');
      const chain = chainIn(token);
      const authors = authorsByChain.get(chain) ?? (await resolveTrust(profile, credentials, [])).authors;
      const author = authors.get(body.kid);
      const signature = signed.signatures[0];
      if (author === undefined || signature === undefined) throw new Refused('notEnrolled');
      if (!(await isSignedBy(signed, signature, author.key))) throw new Refused('notEnrolled');
      checkTime(body);
      checkRevoked(author);
      if (!authorsByChain.has(chain)) remember(chain, authors);
      return visitorOf(author);
    },
  };
}

function askedBy({ method, url, headers }: Request): Digest {
  const { pathname, search } = new URL(url);
  return requestOf(method, `${pathname.slice(1)}${search}`, (name) => headers.get(name));
}

const isOffice = (profile: MechanismProfile, author: Author): boolean =>
  profile.readers.some(({ kid, role }) => kid === author.kid && role === 'secretariat');

const hasRole = (author: Author, role: Role): boolean => author.scope.roles.includes(role);
