// What every keeper of a letterbox's objects must do, whichever it is: run by letterbox-store.test.ts for each.

import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectStore } from '#secretariat/store.ts';
import { bytesToBase64url, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import type { Digest } from '#shared/base/ids.ts';

export interface StoreUnderTest {
  readonly store: ObjectStore;
  /** the same objects after a restart */
  readonly reopen: () => Promise<ObjectStore>;
  /** puts a verified file where the store can take it over, and answers its path */
  readonly leaveFile: (name: string, bytes: Uint8Array) => Promise<string>;
  readonly isThere: (path: string) => Promise<boolean>;
  readonly remove: () => Promise<void>;
}

export function describeStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`the ${name} store`, () => {
    let under: StoreUnderTest;
    let store: ObjectStore;
    beforeEach(async () => {
      under = await open();
      store = under.store;
    });
    afterEach(() => under.remove());
    const textAt = async (from: ObjectStore, key: string): Promise<string | undefined> => {
      const bytes = await from.get(key);
      return bytes && bytesToText(bytes);
    };

    it('gives back what was put, also after a restart', async () => {
      await store.put('receipts/a', textToBytes('one'));
      await store.put('out/owner/000000000001.x', textToBytes('two'));
      await store.put('out/owner/000000000002.y', new Uint8Array());
      for (const each of [store, await under.reopen()]) {
        expect(await textAt(each, 'receipts/a')).toBe('one');
        expect(await textAt(each, 'out/owner/000000000001.x')).toBe('two');
        expect(await each.size('out/owner/000000000002.y')).toBe(0);
      }
    });

    it('replaces what is put again under its key', async () => {
      await store.put('receipts/a', textToBytes('a longer one'));
      await store.put('receipts/a', textToBytes('two'));
      expect(await textAt(store, 'receipts/a')).toBe('two');
      expect(await store.list('receipts', '', 10)).toEqual(['a']);
    });

    it('answers undefined for what is not there', async () => {
      expect(await store.get('receipts/none')).toBeUndefined();
      expect(await store.size('receipts/none')).toBeUndefined();
      expect(await store.read('receipts/none', 0, 1)).toBeUndefined();
      expect(await store.list('receipts', '', 10)).toEqual([]);
    });

    it('takes a file over: its bytes are the object, and the file is gone', async () => {
      const bytes = Uint8Array.from({ length: 700_000 }, (_, at) => at % 251);
      const path = await under.leaveFile('half', bytes);
      await store.putFile('bundles/b', path, digestOf(bytes));
      expect(await under.isThere(path)).toBe(false);
      expect(await store.size('bundles/b')).toBe(bytes.length);
      expect(Buffer.compare((await (await under.reopen()).get('bundles/b')) ?? new Uint8Array(), bytes)).toBe(0);
    });

    it.each([
      [0, 700_000],
      [0, 1],
      [699_999, 700_000],
      [262_143, 262_145],
      [1, 600_001],
    ])('streams the bytes from %i to before %i', async (start, end) => {
      const bytes = Uint8Array.from({ length: 700_000 }, (_, at) => at % 251);
      await store.putFile('bundles/b', await under.leaveFile('half', bytes), digestOf(bytes));
      const stream = await store.read('bundles/b', start, end);
      const got = new Uint8Array(await new Response(stream ?? null).arrayBuffer());
      expect(Buffer.compare(got, bytes.subarray(start, end))).toBe(0);
    });

    it('lets go of a stream that is not read to its end', async () => {
      const bytes = new Uint8Array(700_000);
      await store.putFile('bundles/b', await under.leaveFile('half', bytes), digestOf(bytes));
      const reader = (await store.read('bundles/b', 0, 700_000))?.getReader();
      expect((await reader?.read())?.done).toBe(false);
      await reader?.cancel();
      await store.delete('bundles/b');
      expect(await store.size('bundles/b')).toBeUndefined();
    });

    it('lists ascending, after a name, up to a number, and of one prefix only', async () => {
      const names = ['000000000003.c', '000000000001.a', '000000000010.d', '000000000002.b'];
      for (const name of names) await store.put(`index/${name}`, textToBytes(name));
      await store.put('out/index/000000000001.z', textToBytes('z'));
      const sorted = [...names].sort();
      for (const each of [store, await under.reopen()]) {
        expect(await each.list('index', '', 10)).toEqual(sorted);
        expect(await each.list('index', '', 2)).toEqual(sorted.slice(0, 2));
        expect(await each.list('index', sorted[1] ?? '', 2)).toEqual(sorted.slice(2, 4));
        expect(await each.list('index', '000000000002', 10)).toEqual(sorted.slice(1));
        expect(await each.list('index', sorted[3] ?? '', 10)).toEqual([]);
        expect(await each.list('out/index', '', 10)).toEqual(['000000000001.z']);
      }
    });

    it('lists what is put and deleted while it is listing', async () => {
      await store.put('index/000000000001.a', textToBytes('a'));
      const reopened = await under.reopen();
      const listing = reopened.list('index', '', 10);
      const putting = reopened.put('index/000000000002.b', textToBytes('b'));
      const deleting = reopened.delete('index/000000000001.a');
      await Promise.all([listing, putting, deleting]);
      expect(await reopened.list('index', '', 10)).toEqual(['000000000002.b']);
    });

    it('deletes, and does not mind deleting again', async () => {
      await store.put('receipts/a', textToBytes('a'));
      expect(await store.list('receipts', '', 10)).toEqual(['a']);
      await store.delete('receipts/a');
      await store.delete('receipts/a');
      await store.delete('rosters/never');
      expect(await store.get('receipts/a')).toBeUndefined();
      expect(await store.list('receipts', '', 10)).toEqual([]);
    });

    it('keeps apart what is put at once', async () => {
      await Promise.all(
        Array.from({ length: 30 }, (_, at) =>
          store.put(`out/o/${String(at).padStart(12, '0')}.x`, textToBytes(`${at}`)),
        ),
      );
      const names = await store.list('out/o', '', 100);
      expect(names.length).toBe(30);
      const texts = await Promise.all(names.map((name) => textAt(store, `out/o/${name}`)));
      expect(texts).toEqual(names.map((name) => `${Number(name.slice(0, 12))}`));
    });

    it.each([
      '../x',
      'a',
      'a/',
      '/a/b',
      'a/../b',
      'a/.hidden',
      'a/b/c/d',
      'a/b\0',
      'a\\b',
      'A/b',
      `a/${'x'.repeat(200)}`,
    ])('takes the key %j for a bug', async (key) => {
      await expect((async () => store.put(key, textToBytes('x')))()).rejects.toThrow('not an object key');
      await expect((async () => store.get(key))()).rejects.toThrow('not an object key');
      await expect((async () => store.delete(key))()).rejects.toThrow('not an object key');
    });
  });
}

export const digestOf = (bytes: Uint8Array): Digest =>
  bytesToBase64url(createHash('sha256').update(bytes).digest()) as Digest;

/** A fresh folder of the real disk. */
export async function temporaryFolder(): Promise<{
  readonly path: string;
  readonly leaveFile: StoreUnderTest['leaveFile'];
  readonly remove: () => Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), 'chasqui-letterbox-'));
  return {
    path,
    leaveFile: async (name, bytes) => {
      await writeFile(join(path, name), bytes);
      return join(path, name);
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
