// The quipu tool as people run it: real files, its answers, its exit code. openssl is part of the test set-up,
// as age and tar are: where it is missing this fails, it does not skip.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fixedChain, fixedChange, fixedChangeset, fixedContent } from '#tests/vectors/fixed-content.ts';
import { vectorBytes } from '#tests/vectors/read.ts';
import {
  ana,
  bundleFile,
  chains,
  clearTable,
  content,
  folder,
  good,
  json,
  luis,
  pathOf,
  quipu,
  quipuProcess,
  root,
  roster,
  sealedFile,
  WITH_KEYS,
} from './quipu-table.ts';

afterAll(clearTable);

describe('verify', () => {
  test('says what a good bundle holds, who signed it and what is missing, and exits with 0', async () => {
    const ran = await quipu('verify', good, ...WITH_KEYS, '--json');
    expect([ran.code, ran.err]).toEqual([0, '']);
    const { ok, verdict } = json(ran);
    expect(ok).toBe(true);
    expect(verdict).toMatchObject({
      from: { kid: ana.kid, name: 'Equipo 1.1', organisation: 'Casa 1', role: 'recorder', isVouched: true },
      signature: 'good',
      isAddressedToMe: true,
      records: 6,
      holds: { changesets: 6, credentials: 6, rosters: 1, receipts: 2, requests: 1, blobs: 2, bytes: 43 },
      unchecked: 0,
      missing: { prerequisites: [], gaps: [], withheld: [{ author: ana.kid, seq: 3, levels: ['restricted'] }] },
      refused: [],
      signatures: { receipts: { good: 2, bad: 0, unknownKey: 0 }, requests: { good: 1, bad: 0, unknownKey: 0 } },
    });
  });

  test('says it to people too', async () => {
    const { code, out } = await quipu('verify', good, ...WITH_KEYS);
    expect(code).toBe(0);
    expect(out).toMatch(/^GOOD\n/);
    for (const words of [
      'from       Equipo 1.1 (Casa 1, recorder); signature holds',
      'changesets 1 to 4 of Equipo 1.1',
      'withheld   restricted of changeset 3',
    ]) {
      expect(out).toContain(words);
    }
  });

  test('answers the same in a process of its own, with its exit code', async () => {
    const asked = ['verify', good, ...WITH_KEYS, '--json'] as const;
    expect(quipuProcess(...asked)).toEqual({ ...(await quipu(...asked)), out: `${(await quipu(...asked)).out}\n` });
    writeFileSync(pathOf('cut.quipu'), readFileSync(good).subarray(0, -1));
    const refused = quipuProcess('verify', pathOf('cut.quipu'), ...WITH_KEYS, '--json');
    expect([refused.code, json(refused)['reason'], refused.err]).toEqual([1, { type: 'truncated' }, '']);
    expect(quipuProcess().code).toBe(2);
  });

  test('changes nothing: neither the file nor its folder', async () => {
    const before = [readFileSync(good).toString('base64'), readdirSync(folder).sort()];
    await quipu('verify', good, ...WITH_KEYS);
    expect([readFileSync(good).toString('base64'), readdirSync(folder).sort()]).toEqual(before);
  });

  test('opens the golden bundles of both suites', async () => {
    const keys = ['--identity', pathOf('both.age')];
    const accepted = JSON.parse(readFileSync(join(root, 'tests/vectors/v1/bundles.json'), 'utf8')) as readonly {
      identities: string[];
    }[];
    writeFileSync(pathOf('both.age'), accepted.flatMap(({ identities }) => identities).join('\n'));
    for (const name of ['hybrid', 'classic', 'hybrid-three-readers', 'classic-three-readers']) {
      const ran = await quipu('verify', join(root, `tests/vectors/v1/bundles/${name}.quipu`), ...keys, '--json');
      expect([name, ran.code]).toEqual([name, 0]);
    }
  });

  test('names what an incremental bundle builds on', async () => {
    const head = { seq: 2, id: chains[0]![1]!.id };
    const file = await bundleFile(
      'incremental.quipu',
      { ...content, changesets: content.changesets.slice(2, 4) },
      { basis: { [ana.kid]: head } },
    );
    const { verdict } = json(await quipu('verify', file, ...WITH_KEYS, '--json'));
    expect(verdict).toMatchObject({ missing: { prerequisites: [{ author: ana.kid, ...head }], gaps: [] } });
  });

  test('names the numbers that a bundle neither holds nor states as had', async () => {
    const chain = await fixedChain(ana, 9);
    const some = [chain[0]!, chain[4]!, chain[5]!, chain[8]!].map(({ changeset }) => changeset);
    const file = await bundleFile('gaps.quipu', { ...content, changesets: some });
    const ran = await quipu('verify', file, ...WITH_KEYS, '--json');
    expect(ran.code).toBe(0);
    expect(json(ran).verdict).toMatchObject({
      missing: {
        gaps: [
          { author: ana.kid, from: 2, to: 4 },
          { author: ana.kid, from: 7, to: 8 },
        ],
      },
    });
    expect((await quipu('verify', file, ...WITH_KEYS)).out).toContain('missing    changesets 2 to 4 of Equipo 1.1');
  });

  test('says that an author whose key is known to nobody was not checked', async () => {
    const { mechanism: other } = await fixedContent('elsewhere');
    const [strange] = await fixedChain(other.recorders[0]!, 1);
    const file = await bundleFile('strange.quipu', { ...content, changesets: [strange!.changeset] });
    const ran = await quipu('verify', file, ...WITH_KEYS, '--json');
    expect([ran.code, json(ran).verdict?.['unchecked']]).toEqual([0, 1]);
  });
});

describe('usage exits with 2', () => {
  test.each([
    ['nothing', []],
    ['no file', ['verify']],
    ['a command that does not exist', ['open', good]],
    ['an option that does not exist', ['verify', good, '--force']],
    ['two files', ['verify', good, good]],
    ['a file that is not there', ['verify', pathOf('not-there.quipu')]],
    ['a folder', ['verify', folder]],
    ['an identity file that is not there', ['verify', good, '--identity', pathOf('not-there')]],
    ['an identity file without a key', ['verify', good, '--identity', pathOf('roster.json')]],
    ['a roster that is none', ['verify', good, '--roster', pathOf('key.age')]],
    ['dsse without a folder', ['dsse', good, ...WITH_KEYS]],
  ])('%s', async (_, args) => {
    const ran = await quipu(...args);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).not.toMatch(/\bat .*:\d+:\d+/); // no stack
  });

  test('a key in a roster that is not the key of its id', async () => {
    writeFileSync(pathOf('lying.json'), JSON.stringify({ [ana.kid]: roster[luis.kid] }));
    expect((await quipu('verify', good, ...WITH_KEYS, '--roster', pathOf('lying.json'))).code).toBe(2);
  });
});

describe('inspect', () => {
  test('prints manifest and changesets to be read', async () => {
    const { code, out } = await quipu('inspect', good, ...WITH_KEYS);
    expect(code).toBe(0);
    for (const words of [
      'version 1',
      'title = "Consulta en la frontera 1"',
      'restricted withheld',
      'entry changesets.jsonl.gz',
      'receipt    merged by Secretaría',
      'changesets 3 to 5 of Equipo 2.1',
    ]) {
      expect(out).toContain(words);
    }
    expect(json(await quipu('inspect', good, ...WITH_KEYS, '--json'))['changesets']).toHaveLength(6);
  });

  test('lets no text of others steer the terminal', async () => {
    const nasty = 'a\u001b[2J\u0007\u009bb\u202ec\u2066d\re';
    const changeset = await fixedChangeset(ana, null, {
      open: [fixedChange('x', 'title', nasty), fixedChange('x', nasty, 1)],
    });
    const file = await bundleFile('nasty.quipu', { ...content, changesets: [changeset.changeset] });
    const { code, out } = await quipu('inspect', file, ...WITH_KEYS);
    expect(code).toBe(0);
    expect(out).toContain('\\u001b[2J');
    // oxlint-disable-next-line no-control-regex -- the characters that must not be there
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });
});

/** as a value: it is the machine's, no package of ours */
const OPENSSL = 'openssl';

describe('dsse', () => {
  const verified = (name: string, pem = name): string =>
    execFileSync(
      OPENSSL,
      [
        'pkeyutl',
        '-verify',
        '-rawin',
        '-pubin',
        '-inkey',
        `${pem}.pem`,
        '-sigfile',
        `${name}.sig`,
        '-in',
        `${name}.pae`,
      ],
      { cwd: pathOf('dsse'), stdio: 'pipe' },
    ).toString();

  test('writes every signed thing so that openssl verifies it, roots named by the profile', async () => {
    const ran = await quipu(
      'dsse',
      good,
      ...WITH_KEYS,
      '--roster',
      pathOf('mechanism.json'),
      '--out',
      pathOf('dsse'),
      '--json',
    );
    expect([ran.code, json(ran)['keyless']]).toEqual([0, []]);
    const names = readdirSync(pathOf('dsse'))
      .filter((name) => name.endsWith('.dsse.json'))
      .map((name) => name.slice(0, -'.dsse.json'.length));
    expect(names.length).toBe(1 + 6 + 6 + 1 + 2 + 1);
    for (const name of names) expect(verified(name)).toContain('Signature Verified Successfully');
  });

  test('whose payload is the signed text, in plain DSSE JSON', async () => {
    const dsse = JSON.parse(readFileSync(join(pathOf('dsse'), 'changeset-0001.dsse.json'), 'utf8')) as {
      payload: string;
      payloadType: string;
    };
    const payload = Buffer.from(dsse.payload, 'base64').toString();
    expect(readFileSync(join(pathOf('dsse'), 'changeset-0001.pae'), 'utf8')).toBe(
      `DSSEv1 ${dsse.payloadType.length} ${dsse.payloadType} ${Buffer.byteLength(payload)} ${payload}`,
    );
  });

  test('and openssl refuses what was changed, or another key', async () => {
    const pae = readFileSync(join(pathOf('dsse'), 'manifest.pae'));
    writeFileSync(join(pathOf('dsse'), 'copy.pae'), pae.fill('x', 100, 101));
    writeFileSync(join(pathOf('dsse'), 'copy.sig'), readFileSync(join(pathOf('dsse'), 'manifest.sig')));
    expect(() => verified('copy', 'manifest')).toThrow();
    expect(() => verified('manifest', 'receipt-0001')).toThrow();
  });

  test('never writes into a folder that has something in it', async () => {
    mkdirSync(pathOf('full'), { recursive: true });
    writeFileSync(join(pathOf('full'), 'mine.txt'), 'x');
    expect((await quipu('dsse', good, ...WITH_KEYS, '--out', pathOf('full'))).code).toBe(2);
    expect(readdirSync(pathOf('full'))).toEqual(['mine.txt']);
  });
});

test('the golden archive is among what can be sealed and looked at', async () => {
  const file = await sealedFile('golden.quipu', vectorBytes('archive.bin'));
  expect((await quipu('verify', file, ...WITH_KEYS)).code).toBe(0);
});
