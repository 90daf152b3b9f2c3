// Bundles: sealed files of both suites, and the archive in them. Law: whose manifest is signed holds what was signed.

import assert from 'node:assert/strict';
import { canonicalText, type Json } from '#shared/base/json.ts';
import { err, type Result } from '#shared/base/result.ts';
import { readContents } from '#shared/bundle/contents.ts';
import { isManifestSigned, openBundle, type OpenedBundle } from '#shared/bundle/decode.ts';
import { identityOf } from '#shared/bundle/identity.ts';
import { MAX_FILE, MAX_TEXT } from '#shared/bundle/manifest.ts';
import { keyIdOf } from '#shared/log/envelope.ts';
import { valueOf } from '#tests/vectors/fixed-content.ts';
import { contentDigest, vectorBytes, vectorJson } from '#tests/vectors/read.ts';
import { goodChangesets } from './good-changesets.ts';
import { type Target } from './target.ts';

const keys = new Map(goodChangesets.map(({ key }) => [keyIdOf(key), { key }]));

/** What a bundle says when its sender signed it; a manifest that nobody signed says nothing. */
async function saidBy(opened: OpenedBundle): Promise<string | undefined> {
  if ((await isManifestSigned(opened, keys)) !== true) return undefined;
  return canonicalText([opened.id, contentDigest(opened), opened.manifest] as object as Json);
}

/** @param read the whole input at once */
export async function bundleTarget(
  name: string,
  good: readonly Uint8Array[],
  read: (input: Uint8Array<ArrayBuffer>) => Promise<Result<OpenedBundle, { readonly type: string }>>,
): Promise<Target> {
  const said = new Set<string | undefined>();
  for (const each of good) said.add(await saidBy(valueOf(await read(Uint8Array.from(each)))));
  assert(!said.has(undefined));
  return {
    name,
    good,
    async enter(input) {
      const opened = await read(input);
      if (!opened.ok) return opened.error.type;
      const says = await saidBy(opened.value);
      assert(says === undefined || said.has(says), 'a signed manifest over something else');
      return says === undefined ? 'nobodySigned' : null;
    },
  };
}

export async function readArchive(input: Uint8Array): Promise<Result<OpenedBundle, { readonly type: string }>> {
  const reader = readContents(MAX_FILE, { text: MAX_TEXT });
  const problem = reader.push(input);
  return problem === undefined ? reader.end() : err(problem);
}

interface BundleRow {
  readonly file: string;
  readonly identities: readonly string[];
}
export const bundleRows = vectorJson<readonly BundleRow[]>('bundles.json');
const sealedFiles = (suite: string): readonly BundleRow[] => bundleRows.filter(({ file }) => file.startsWith(suite));

export async function sealedTarget(suite: string): Promise<Target> {
  const rows = sealedFiles(suite);
  const identity = identityOf([...new Set(rows.flatMap(({ identities }) => identities))]);
  const good = rows.map(({ file }) => vectorBytes(`bundles/${file}`));
  return bundleTarget(`sealed-${suite}`, good, (input) => openBundle(input, identity));
}
