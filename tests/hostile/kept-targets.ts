// Small files that the app keeps for itself and that anybody with the disk can change, and what people type off
// paper. Law: whatever is there, the app has settings, a vault that was sealed, and bytes that were written down.

import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { DEFAULT_SETTINGS, readSettings } from '#electron/settings.ts';
import { COPIES, encodeVaultFile, loadVaultFiles, VAULT_FORMAT, type VaultFile } from '#electron/vault-file.ts';
import { bytesToBase64url, textToBytes } from '#shared/base/bytes.ts';
import { canonicalText, type Json, parseJson } from '#shared/base/json.ts';
import { bytesToWords, wordsToBytes } from '#shared/base/recovery-words.ts';
import { bundleOfParcel, parcelOf } from '#shared/bundle/parcel.ts';
import { signingToText, textToSigning } from '#shared/log/root-signing.ts';
import { calls } from '#shared/wire/ipc.ts';
import { decodeSigned } from '#shared/wire/letterbox.ts';
import { seedBytes } from '#scripts/headless/keys.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { memoryDisk } from '#tests/unit/electron-memory-disk.ts';
import { valueOf } from '#tests/vectors/fixed-content.ts';
import { asBytes, CAPS, type Target, textOf } from './target.ts';

export function settingsTarget(): Target {
  const disk = memoryDisk();
  return {
    name: 'settings',
    good: [
      { language: 'ht', textSize: 130, theme: 'dark' },
      { language: null, textSize: 115, theme: 'light' },
    ].map(asBytes),
    async enter(input) {
      disk.put('/settings.json', input);
      const settings = await readSettings(disk, '/');
      assert(z.safeParse(calls.settingsWrite.args, [settings]).success, 'settings that are none');
      return settings === DEFAULT_SETTINGS ? 'defaults' : null;
    },
  };
}

const sealedText = (name: string): string => bytesToBase64url(seedBytes(`hostile ${name}`));

export function vaultTarget(): Target {
  const disk = memoryDisk();
  const wrap = {
    salt: sealedText('salt'),
    cost: { memory: 65_536, passes: 3, lanes: 4 },
    keychain: null,
    sealed: sealedText('s'),
  };
  const secrets = {
    dataKey: sealedText('d'),
    device: sealedText('k'),
    hybrid: null,
    classic: null,
    organisation: null,
    root: null,
  };
  const file: VaultFile = { format: VAULT_FORMAT, profile: 'p1', generation: 7, wraps: [wrap, wrap], secrets };
  const files = [file, { ...file, generation: 8, recovery: sealedText('r') }];
  const known = new Set(files.map((each) => canonicalText(each as object as Json)));
  return {
    name: 'vault-file',
    good: files.map(encodeVaultFile),
    async enter(input) {
      disk.put(`/${COPIES[0]}`, input);
      const loaded = await loadVaultFiles(disk, '/');
      if (!loaded.ok) return loaded.error.type;
      for (const each of loaded.value.files) {
        assert(known.has(canonicalText(each as object as Json)), 'a vault that nobody wrote');
      }
      return null;
    },
  };
}

export function recoveryWordsTarget(): Target {
  const key = seedBytes('hostile sheet').slice(0, 32);
  return {
    name: 'recovery-words',
    good: ['es', 'en', 'pt', 'fr'].map((language) =>
      textToBytes(
        bytesToWords(key, language)
          .map((word, at) => `${at + 1}. ${word}`)
          .join('\n'),
      ),
    ),
    async enter(input) {
      const read = wordsToBytes(textOf(input));
      if (!read.ok) return read.error.type;
      assert.equal(read.value.length, 32);
      assert.deepEqual(valueOf(wordsToBytes(bytesToWords(read.value, 'fr').join(' '))), read.value);
      return null;
    },
  };
}

/** What roots hand to one another half signed. */
export async function signingTarget(): Promise<Target> {
  const fake = await fakeMechanism('hostile roots', { roots: 3, threshold: 2 });
  const things = [fake.organisations[0]?.credential, await fake.roster(3, [])].flatMap((thing) => thing ?? []);
  return {
    name: 'half-signed',
    good: things.map((thing, at) =>
      textToBytes(signingToText({ thing, along: [], profile: at === 0 ? fake.profile : null })),
    ),
    async enter(input) {
      const text = textOf(input);
      const signing = textToSigning(text);
      if (signing === undefined) return 'notASigning';
      const given = parseJson(text.trim(), { size: 1024 * 1024, depth: 14 });
      assert.equal(signingToText(signing), given.ok ? canonicalText(given.value) : null, 'other than was handed over');
      return null;
    },
  };
}

/** A small bundle in an out-tray. */
export const parcelTarget: Target = {
  name: 'parcel',
  good: ['a', 'b'].flatMap((name) => {
    const parcel = parcelOf(seedBytes(`hostile parcel ${name}`));
    return parcel === undefined ? [] : [asBytes(parcel)];
  }),
  async enter(input) {
    const parsed = parseJson(textOf(input), CAPS);
    const signed = parsed.ok ? decodeSigned(parsed.value) : undefined;
    if (signed === undefined) return 'notSigned';
    const bundle = bundleOfParcel(signed);
    if (bundle === undefined) return 'notAParcel';
    assert.equal(canonicalText({ bundle: bytesToBase64url(bundle) }), signed.body, 'a second spelling');
    return null;
  },
};
