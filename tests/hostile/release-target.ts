// The head of a new version of the app. Law: what is taken is what was signed, however the file around it was changed.

import assert from 'node:assert/strict';
import { joinBytes, textToBytes } from '#shared/base/bytes.ts';
import { digestOfText } from '#shared/base/ids.ts';
import { readRelease, type Release, releaseHead } from '#shared/log/release.ts';
import { fakeKey } from '#scripts/headless/keys.ts';
import type { Target } from './target.ts';

const key = fakeKey('hostile release');
const release: Release = {
  version: '0.2.0',
  platform: 'win32',
  arch: 'x64',
  name: 'Chasqui-0.2.0-win-x64.exe',
  size: 9,
  sha256: digestOfText('installer'),
  madeAt: '2026-11-01',
  until: '2027-11-01',
};
const place = {
  version: '0.1.0',
  newest: '0.1.0',
  platform: 'win32',
  arch: 'x64',
  today: '2026-11-29',
  keys: [key.key],
};

export async function releaseTarget(): Promise<Target> {
  const head = await releaseHead(release, key.signer);
  return {
    name: 'release',
    good: [joinBytes(head, textToBytes('installer'))],
    async enter(input) {
      const read = await readRelease(input, place);
      if (!read.ok) return read.error.type;
      assert.deepEqual(read.value.release, release);
      return null;
    },
  };
}
