// The secretariat's reading key 2 of 3 by Shamir's shares, in this process alone: the page has neither the key nor a
// share. What is shared is the age identity (and earlier ones that are still read with), as the text of an identity
// file; never a key that signs. Shares are in memory from the making to the last saving, and from the first reading to
// the use; they go with a lock. See docs/decisions/shares-of-the-reading-key.md.

import { identityToRecipient } from 'age-encryption';
import { combine, split } from 'shamir-secret-sharing';
import { bytesToBase64url, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { digestOfText, shortCodeOf } from '#shared/base/ids.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { AnswerOf, ArgsOf } from '#shared/wire/ipc.ts';
import { NEEDS, OF, type ShareProblem } from '#shared/wire/key-shares.ts';
import type { VaultProblem } from '#shared/wire/problems.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import type { ChosenFiles } from './chosen-files.ts';
import type { KeyVault } from './key-vault.ts';
import { alsoReadWith, identitiesOf, type Suite, suiteOf, turnReadingKey } from './reading-keys.ts';
import { addNotes, readNotes } from './recovery-notes.ts';
import type { Random } from './seal.ts';
import { type Share, shareToText, textToShare } from './share-file.ts';

export interface KeySharesPorts {
  readonly disk: Disk;
  readonly random: Random;
  readonly vault: Pick<KeyVault, 'look' | 'rewrite' | 'opened' | 'onLock'>;
  readonly chosen: Pick<ChosenFiles, 'save' | 'pick'>;
  /** ISO day, as this computer's clock has it */
  readonly today: () => string;
}

type Answer<Name extends 'keySharesBegin' | 'keyShareSave' | 'keySharePick' | 'keySharesState'> = Promise<
  AnswerOf<Name>
>;

export interface KeyShares {
  readonly state: (request: ArgsOf<'keySharesState'>[0]) => Answer<'keySharesState'>;
  readonly begin: (request: ArgsOf<'keySharesBegin'>[0]) => Answer<'keySharesBegin'>;
  readonly save: (request: ArgsOf<'keyShareSave'>[0]) => Answer<'keyShareSave'>;
  readonly pick: (request: ArgsOf<'keySharePick'>[0]) => Answer<'keySharePick'>;
  readonly recover: () => Promise<AnswerOf<'keySharesRecover'>>;
  readonly practise: (request: ArgsOf<'keySharesPractise'>[0]) => Promise<AnswerOf<'keySharesPractise'>>;
  readonly drop: () => null;
  readonly turn: (request: ArgsOf<'readingKeyTurn'>[0]) => Promise<AnswerOf<'readingKeyTurn'>>;
}

interface Pending {
  readonly shares: readonly Share[];
  readonly saved: Set<number>;
}

const locked = err({ type: 'vaultLocked' } as const);

export function createKeyShares({ disk, random, vault, chosen, today }: KeySharesPorts): KeyShares {
  let pending: Pending | undefined;
  let picked: readonly Share[] = [];

  const forget = (): null => {
    for (const { part } of [...(pending?.shares ?? []), ...picked]) part.fill(0);
    pending = undefined;
    picked = [];
    return null;
  };
  vault.onLock(forget);

  const ownIdentities = (suite: Suite): Result<readonly string[], VaultProblem> => {
    const looked = vault.look((file, vaultKey) => identitiesOf(file, vaultKey, suite));
    if (!looked.ok) return looked;
    return looked.value === undefined ? err({ type: 'vaultDamaged' }) : ok(looked.value);
  };

  async function begin({ mechanism, name, suite }: ArgsOf<'keySharesBegin'>[0]): Answer<'keySharesBegin'> {
    const identities = ownIdentities(suite);
    if (!identities.ok) return identities;
    forget();
    const secret = textToBytes(`${identities.value.join('\n')}\n`);
    const parts = await split(secret, OF, NEEDS);
    secret.fill(0);
    const code = shortCodeOf(bytesToBase64url(random(32)));
    const key = await digestOfKey(identities.value[0]);
    const facts = { mechanism, name, key, code, needs: NEEDS, of: OF, madeAt: today() };
    pending = {
      shares: parts.map((part, at) => ({ ...facts, number: at + 1, part: Uint8Array.from(part) })),
      saved: new Set(),
    };
    for (const part of parts) part.fill(0);
    if (vault.opened() === null) return forget() ?? locked; // it was locked meanwhile
    return ok({ code });
  }

  async function save(number: number): Answer<'keyShareSave'> {
    const now = pending;
    const share = now?.shares.find((each) => each.number === number);
    if (now === undefined || share === undefined) return err({ type: 'noSharesBegun' });
    const name = `parte-${number}-de-${share.of}-${share.code}`;
    const saved = await chosen.save(name, 'txt', textToBytes(shareToText(share)));
    if (!saved.ok || saved.value === null) return saved.ok ? ok(null) : saved;
    if (now !== pending) return locked;
    now.saved.add(number);
    const left = now.shares.map((each) => each.number).filter((each) => !now.saved.has(each));
    const opened = vault.opened();
    if (left.length > 0 || opened === null) return ok({ name: saved.value.name, left });
    const { code, key } = share;
    const noted = await addNotes(disk, opened, { shares: { at: today(), code, key } }, random);
    if (!noted.ok) return noted;
    forget();
    return ok({ name: saved.value.name, left });
  }

  async function pick(mechanism: string): Answer<'keySharePick'> {
    const file = await chosen.pick('txt');
    if (!file.ok) return file;
    if (file.value === null) return ok(null);
    const read = textToShare(bytesToText(file.value.bytes.slice(0, LONGEST)) ?? '');
    if (!read.ok) return read;
    const share = read.value;
    if (vault.opened() === null) return locked;
    const problem = misfit(share, mechanism, picked);
    if (problem !== undefined) return err(problem);
    picked = [...picked, share];
    const { needs, of, code, madeAt } = share;
    return ok({ numbers: picked.map((each) => each.number), needs, of, code, madeAt });
  }

  /** The identities that the shares here give. */
  async function combined(): Promise<Result<readonly string[], ShareProblem>> {
    const [first] = picked;
    const need = first?.needs ?? NEEDS;
    if (first === undefined || picked.length < need) return err({ type: 'sharesTooFew', have: picked.length, need });
    const secret = await combine(picked.map(({ part }) => Uint8Array.from(part))).catch(() => new Uint8Array());
    const text = bytesToText(secret) ?? '';
    secret.fill(0);
    const identities = text.split('\n').filter((line) => line !== '');
    const isWhole = (await digestOfKey(identities[0])) === first.key && (await areIdentities(identities));
    return isWhole ? ok(identities) : err({ type: 'sharesForged' });
  }

  async function recover(): Promise<AnswerOf<'keySharesRecover'>> {
    if (vault.opened() === null) return locked;
    const identities = await combined();
    if (!identities.ok) return identities;
    const kept = await alsoReadWith(vault, identities.value, random);
    if (!kept.ok) return kept;
    forget();
    return ok({ keys: identities.value.length });
  }

  async function practise(suite: Suite): Promise<AnswerOf<'keySharesPractise'>> {
    const own = ownIdentities(suite);
    if (!own.ok) return own;
    const identities = await combined();
    if (!identities.ok) return identities;
    const [given = ''] = identities.value;
    const [now = '', ...former] = own.value;
    if (given !== now) return err({ type: former.includes(given) ? 'sharesPast' : 'sharesOfAnotherKey' });
    const opened = vault.opened();
    if (opened === null) return locked;
    const noted = await addNotes(disk, opened, { sharesDrill: { at: today(), key: await digestOfKey(now) } }, random);
    if (!noted.ok) return noted;
    forget();
    return ok({ at: today() });
  }

  async function state(suite: Suite): Answer<'keySharesState'> {
    const opened = vault.opened();
    const own = ownIdentities(suite);
    if (opened === null || !own.ok) return own.ok ? locked : own;
    const key = await digestOfKey(own.value[0]);
    const { shares, sharesDrill } = await readNotes(disk, opened);
    return ok({
      made: shares === undefined ? null : { at: shares.at, code: shares.code, isCurrent: shares.key === key },
      drill: sharesDrill === undefined ? null : { at: sharesDrill.at, isCurrent: sharesDrill.key === key },
    });
  }

  return {
    state: ({ suite }) => state(suite),
    begin,
    save: ({ number }) => save(number),
    pick: ({ mechanism }) => pick(mechanism),
    recover,
    practise: ({ suite }) => practise(suite),
    drop: forget,
    turn: ({ from }) => turnReadingKey(vault, from, random),
  };
}

/** Why a share cannot join those that were read before it. */
function misfit(share: Share, mechanism: string, others: readonly Share[]): ShareProblem | undefined {
  if (share.mechanism !== mechanism) return { type: 'shareOfAnother' };
  const [first] = others;
  if (first === undefined) return undefined;
  const isTogether =
    share.key === first.key &&
    share.code === first.code &&
    share.needs === first.needs &&
    share.of === first.of &&
    share.part.length === first.part.length;
  if (!isTogether) return { type: 'sharesMixed' };
  const isThere = others.some(({ number, part }) => number === share.number || part.at(-1) === share.part.at(-1));
  return isThere ? { type: 'shareRepeated', number: share.number } : undefined;
}

const digestOfKey = async (identity = ''): Promise<string> =>
  digestOfText(await identityToRecipient(identity).catch(() => ''));

/** All of them, and of one suite. */
async function areIdentities(texts: readonly string[]): Promise<boolean> {
  const recipients = await Promise.all(texts.map((text) => identityToRecipient(text).catch(() => null)));
  return !recipients.includes(null) && new Set(texts.map(suiteOf)).size === 1;
}

/** Of a file that somebody chose: a share takes a few thousand. */
const LONGEST = 64 * 1024;
