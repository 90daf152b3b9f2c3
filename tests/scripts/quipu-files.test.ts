// What `quipu verify` says of attachments: checked where their cell is in the bundle, counted where it is not.

import { afterAll, expect, test } from 'vitest';
import { textToBytes } from '#shared/base/bytes.ts';
import { makeAttachment } from '#shared/record/attachment.ts';
import { EMPTY_CONTENT } from '#shared/bundle/pack.ts';
import { fixedChange, fixedChangeset } from '#tests/vectors/fixed-content.ts';
import { ana, bundleFile, clearTable, json, quipu, WITH_KEYS } from './quipu-table.ts';

afterAll(clearTable);

const bytes = textToBytes('una nota');
const note = makeAttachment(bytes, new Uint8Array(16).fill(3), 'nota.txt', 'text/plain');
const other = makeAttachment(bytes, new Uint8Array(16).fill(4), 'otra.txt', 'text/plain');
const { changeset } = await fixedChangeset(ana, null, {
  restricted: [fixedChange('with a file', 'attachments.e0001', note)],
});

const bundle = (name: string, blobs: readonly { readonly digest: typeof note.digest; readonly bytes: Uint8Array }[]) =>
  bundleFile(name, { ...EMPTY_CONTENT, changesets: [changeset], blobs }, { records: 1 });

test('an attachment whose cell is in the bundle is checked by it; one without a cell is counted', async () => {
  const file = await bundle('files.quipu', [
    { digest: note.digest, bytes },
    { digest: other.digest, bytes },
  ]);
  const ran = await quipu('verify', file, ...WITH_KEYS, '--json');
  expect(ran.code).toBe(0);
  expect(json(ran).verdict).toMatchObject({ files: { good: 1, wrong: [], unchecked: 1, elsewhere: 0 } });
  const said = await quipu('verify', file, ...WITH_KEYS);
  expect(said.out).toContain('1 attachments are the files that cells here name');
  expect(said.out).toContain('1 attachments are named by no cell here: not checked');
});

test('an attachment that travels apart from its cell is told', async () => {
  const ran = await quipu('verify', await bundle('text.quipu', []), ...WITH_KEYS, '--json');
  expect(ran.code).toBe(0);
  expect(json(ran).verdict).toMatchObject({ files: { good: 0, unchecked: 0, elsewhere: 1 } });
});

test('bytes that are not what their cell names are refused by name, with exit code 1', async () => {
  const file = await bundle('wrong.quipu', [{ digest: note.digest, bytes: textToBytes('una nata') }]);
  const ran = await quipu('verify', file, ...WITH_KEYS, '--json');
  expect([ran.code, json(ran)['reason']]).toEqual([1, { type: 'wrongFile', digest: note.digest }]);
  expect((await quipu('verify', file, ...WITH_KEYS)).out).toContain('wrongFile');
});
