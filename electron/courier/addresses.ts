// The addresses through which anything may leave this machine: those that a person allowed in this process's own
// dialog, kept sealed in the open profile. The page names an address, and can make none good: a page gone wrong
// would otherwise carry the notebook to any host (docs/decisions/addresses-are-allowed-in-main.md).

import { join } from 'node:path';
import { bytesToBase64url, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { canonicalText, parseJson } from '#shared/base/json.ts';
import { err } from '#shared/base/result.ts';
import type { AnswerOf } from '#shared/wire/ipc.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import { readWhole, writeWhole } from '../whole-files.ts';
import type { OpenProfile } from '../key-vault.ts';
import { oneAtATime } from '#shared/base/one-at-a-time.ts';
import { aboutOf, openSealed, type Random, sealBytes } from '../seal.ts';

export interface AddressBook {
  /** Asks the person, unless all of these are allowed already; from then on they, and no others, are. */
  readonly allow: (letterboxes: readonly string[]) => Promise<AnswerOf<'courierAllow'>>;
  readonly isAllowed: (letterbox: string) => Promise<boolean>;
  /** the vault locks */
  readonly forget: () => void;
}

export interface AddressBookPorts {
  readonly disk: Disk;
  readonly random: Random;
  /** null while the vault is locked */
  readonly opened: () => OpenProfile | null;
  /** shows the person these addresses, spelled out; true: they may be used */
  readonly ask: (addresses: readonly string[]) => Promise<boolean>;
}

/** as many as a person can read in a dialog */
export const MAX_ADDRESSES = 8;
/** A page that asks and asks would wear a person down: after so many refusals, none is asked until the next opening. */
const MAX_REFUSALS = 3;
const FILE = 'addresses';
const FORMAT = 'chasqui-addresses/1';
const LIMIT = 32 * 1024;
const LOCKED = err({ type: 'vaultLocked' } as const);
const REFUSED = err({ type: 'addressesRefused' } as const);

export function createAddressBook(ports: AddressBookPorts): AddressBook {
  const { opened, ask } = ports;
  const inTurn = oneAtATime();
  let known: { readonly profile: string; readonly allowed: ReadonlySet<string> } | undefined;
  let refusals = 0;

  const allowedIn = async (profile: OpenProfile): Promise<ReadonlySet<string>> => {
    if (known?.profile === profile.profile) return known.allowed;
    const allowed = await readAddresses(ports, profile);
    if (allowed !== undefined) known = { profile: profile.profile, allowed };
    return allowed ?? new Set();
  };

  const allow = async (letterboxes: readonly string[]): Promise<AnswerOf<'courierAllow'>> => {
    const profile = opened();
    if (profile === null) return LOCKED;
    const addresses = [...new Set(letterboxes.map(addressOf))];
    if (!addresses.every((address) => address !== undefined) || addresses.length > MAX_ADDRESSES) {
      return err({ type: 'badAddress' });
    }
    const allowed = await allowedIn(profile);
    if (!addresses.every((address) => allowed.has(address))) {
      if (refusals >= MAX_REFUSALS) return REFUSED;
      if (!(await ask(addresses))) {
        refusals++;
        return REFUSED;
      }
    }
    if (opened()?.profile !== profile.profile) return LOCKED; // locked while the dialog stood
    const written = await writeAddresses(ports, profile, addresses);
    if (written.ok) known = { profile: profile.profile, allowed: new Set(addresses) };
    return written;
  };

  return {
    allow: (letterboxes) => inTurn(() => allow(letterboxes)),
    isAllowed: async (letterbox) => {
      const profile = opened();
      const address = addressOf(letterbox);
      return profile !== null && address !== undefined && (await allowedIn(profile)).has(address);
    },
    forget: () => {
      known = undefined;
      refusals = 0;
    },
  };
}

/**
 * The one spelling of an address, as the courier will use it; undefined: never an address of a letterbox. With a name
 * or password in it, something after it, or of a machine's own innards (a cloud's metadata, "all interfaces"), it is
 * none, however it is spelled: URL writes 0x7f.1, 2130706433 and full-width letters as what they are.
 */
export function addressOf(letterbox: string): string | undefined {
  if (letterbox.length > MAX_ADDRESS || !URL.canParse(letterbox)) return undefined;
  const { protocol, username, password, search, hash, hostname, origin, pathname } = new URL(letterbox);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  if (`${username}${password}${search}${hash}` !== '' || NEVER.test(hostname.replace(/\.$/, ''))) return undefined;
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

const MAX_ADDRESS = 300;
/** 169.254.169.254 and its like; other link-local addresses stay: two laptops on one cable have no others. */
const NEVER =
  /^(0\.0\.0\.0|\[::\]|255\.255\.255\.255|169\.254\.169\.254|169\.254\.170\.2|100\.100\.100\.200|\[fd00:ec2::254\]|\[::ffff:.*\]|metadata(\.google\.internal)?)$/;

/** Missing, damaged or another profile's: none is allowed, and the person is asked again. undefined: not readable now. */
async function readAddresses(
  { disk }: AddressBookPorts,
  { profile, folder, keyFor }: OpenProfile,
): Promise<ReadonlySet<string> | undefined> {
  const sealed = await readWhole(disk, join(folder, FILE), LIMIT);
  if (!sealed.ok && sealed.error.type !== 'fileGone') return undefined;
  const plain = sealed.ok ? openSealed(keyFor(FILE), sealed.value, aboutOf(FORMAT, profile)) : undefined;
  const parsed = plain === undefined ? undefined : parseJson(bytesToText(plain) ?? '', { size: LIMIT, depth: 1 });
  return new Set(parsed?.ok === true && Array.isArray(parsed.value) ? (parsed.value as readonly string[]) : []);
}

function writeAddresses(
  { disk, random }: AddressBookPorts,
  { profile, folder, keyFor }: OpenProfile,
  addresses: readonly string[],
): Promise<AnswerOf<'courierAllow'>> {
  const sealed = sealBytes(keyFor(FILE), textToBytes(canonicalText(addresses)), aboutOf(FORMAT, profile), random);
  return writeWhole(disk, join(folder, FILE), sealed, bytesToBase64url(random(6)));
}
