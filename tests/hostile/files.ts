// Whole files from outside, each wrong for one cause and each with the one thing that is said of it: what the golden
// files refuse of archives and of sealed files, and what an enrolled insider could sign and seal himself.

import assert from 'node:assert/strict';
import { Encrypter } from 'age-encryption';
import { textToBytes } from '#shared/base/bytes.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import { linesToBytes, signedToLine } from '#shared/bundle/json-lines.ts';
import type { ArchiveEntry } from '#shared/bundle/ustar.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { fakeClassicAgeKey } from '#scripts/headless/keys.ts';
import { CREDENTIALS, packedLine, type Twist, twisted, without } from '#tests/vectors/archive-twists.ts';
import type { CustodyCase } from '#tests/vectors/custody-cases.ts';
import { applyEdits, type Edit } from '#tests/vectors/edits.ts';
import type { ChangesetCase } from '#tests/vectors/hostile-changesets.ts';
import type { ProfileCase, TrustCase } from '#tests/vectors/hostile-trust.ts';
import { vectorBytes, vectorJson } from '#tests/vectors/read.ts';
import { reportFiles } from './hostile-reports.ts';
import type { Asked, Said } from './said.ts';

export interface HostileFile {
  readonly name: string;
  readonly file: Uint8Array;
  readonly asked: Asked;
  readonly says: Said;
}

interface Refused {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly error: Json;
}

/** A whole file may be found out sooner than its content alone, or by another door. */
const AS_A_FILE: Readonly<Record<string, Said>> = {
  'an archive an entry missing that the manifest lists': { refused: { type: 'truncated' } },
  'an archive no padding': { refused: { type: 'truncated' } },
  'an archive one zero block at the end': { refused: { type: 'truncated' } },
  'a changeset without a signature': { refused: { type: 'badLine', line: 1, rule: 'shape' } },
  // in a file, parts stand in their canonical order
  'a changeset with two parts the other way round': { changesets: [{ type: 'wrongDigest', level: 'mechanism' }] },
};

const reader = await fakeClassicAgeKey('vectors one');
const ROSTERS = 'rosters.jsonl';

export async function hostileFiles(): Promise<readonly HostileFile[]> {
  const all = [
    ...(await sealedArchives('archive.bin', 'archives-refused.json')),
    ...(await sealedArchives('archive-custody.bin', 'archives-custody-refused.json')),
    ...sealedFiles(),
    ...(await changesetFiles()),
    ...(await trustFiles()),
    ...(await custodyFiles()),
    ...profileFiles(),
    ...reportFiles(),
  ];
  return all.map((each) => ({ ...each, says: AS_A_FILE[each.name] ?? each.says }));
}

/** As somebody seals who does not keep to the format. */
function seal(archive: Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(reader.recipient);
  return encrypter.encrypt(archive);
}

const bundleOf = async (name: string, twist: Twist, says: Said, more: Partial<Asked> = {}): Promise<HostileFile> => ({
  name,
  file: await seal(await twisted(twist)),
  asked: { as: 'bundle', identity: reader.identity, ...more },
  says,
});

async function sealedArchives(good: string, refusals: string): Promise<readonly HostileFile[]> {
  const bytes = vectorBytes(good);
  return Promise.all(
    vectorJson<readonly Refused[]>(refusals).map(async ({ name, edits, error }) => ({
      name: `an archive ${name}`,
      file: await seal(applyEdits(bytes, edits)),
      asked: { as: 'bundle', identity: reader.identity } as const,
      says: { refused: error },
    })),
  );
}

const sealedFiles = (): readonly HostileFile[] =>
  vectorJson<readonly (Refused & { readonly file: string; readonly identity: string })[]>('bundles-refused.json').map(
    ({ name, file, identity, edits, error }) => ({
      name,
      file: applyEdits(vectorBytes(`bundles/${file}`), edits),
      asked: { as: 'bundle', identity },
      says: { refused: error },
    }),
  );

const changesetFiles = (): Promise<readonly HostileFile[]> =>
  Promise.all(
    vectorJson<readonly ChangesetCase[]>('changesets.json')
      .filter(({ error }) => error !== null)
      .map(({ name, key, changeset, error }) =>
        bundleOf(
          `a changeset ${name}`,
          packedLine(`${canonicalText(changeset as object as Json)}\n`),
          { changesets: [error] },
          { keys: [key] },
        ),
      ),
  );

async function trustFiles(): Promise<readonly HostileFile[]> {
  const { profile, cases } = vectorJson<{ readonly profile: string; readonly cases: readonly TrustCase[] }>(
    'trust.json',
  );
  return Promise.all(
    cases.map(({ name, credentials, rosters, authors, rosterVersion, revoked }) => {
      const entries = (all: readonly ArchiveEntry[]): readonly ArchiveEntry[] =>
        without(ROSTERS)(without(CREDENTIALS)(all)).flatMap((entry) =>
          entry.name.startsWith('changesets')
            ? [entry, ...linesOf(CREDENTIALS, credentials), ...linesOf(ROSTERS, rosters)]
            : [entry],
        );
      return bundleOf(`trust: ${name}`, { entries }, { trust: { authors, rosterVersion, revoked } }, { profile });
    }),
  );
}

async function custodyFiles(): Promise<readonly HostileFile[]> {
  return Promise.all(
    vectorJson<readonly CustodyCase[]>('custody.json').map(({ name, signed, says }) => {
      const entries = (all: readonly ArchiveEntry[]): readonly ArchiveEntry[] =>
        all.flatMap((entry) => (entry.name === ROSTERS ? [entry, ...linesOf('custody.jsonl', [signed])] : [entry]));
      return bundleOf(`custody: ${name}`, { entries }, { custody: [says] });
    }),
  );
}

const profileFiles = (): readonly HostileFile[] =>
  vectorJson<readonly ProfileCase[]>('profiles.json').flatMap(({ name, text, error }) =>
    error === null
      ? []
      : [{ name: `a profile ${name}`, file: textToBytes(text), asked: { as: 'profile' }, says: { refused: error } }],
  );

function linesOf(name: string, list: readonly Signed[]): readonly ArchiveEntry[] {
  assert(list.length < 2000);
  return list.length === 0 ? [] : [{ name, bytes: linesToBytes(list.map(signedToLine)) }];
}
