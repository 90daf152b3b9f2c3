// A whole notebook of version 1 as it lies on a disk (vault, journal, kept bundles, attachments, settings), its
// high-water mark, and a copy of it on a stick. Made once and read for ever.

import { archiveOf } from '#electron/backup-archive.ts';
import { createBlobFiles } from '#electron/blob-files.ts';
import { createBundleFiles } from '#electron/bundle-files.ts';
import { writeHighWater } from '#electron/high-water.ts';
import { openJournal } from '#electron/journal.ts';
import { writeSealed } from '#electron/sealed-copy.ts';
import { writeSettings } from '#electron/settings.ts';
import { bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { digestOfText, type RecordId } from '#shared/base/ids.ts';
import { BACKUP_FORMAT, BACKUP_READER } from '#shared/bundle/backup.ts';
import type { Settings } from '#shared/wire/ipc.ts';
import { entryToBytes, type JournalEntry } from '#renderer/engine/journal-entry.ts';
import { created, PASSPHRASE } from '#tests/unit/electron-machine.ts';
import { machine, type Machine } from '#tests/unit/electron-machine.ts';
import type { KeyVault } from '#electron/key-vault.ts';
import type { ChangesetCase } from './hostile-changesets.ts';
import { vectorBytes, vectorJson } from './read.ts';

export interface GoldenNotebook {
  readonly passphrase: string;
  readonly device: { readonly kid: string; readonly key: string };
  /** path → base64 */
  readonly files: Readonly<Record<string, string>>;
  readonly entries: readonly string[];
  readonly highWater: { readonly changesets: number; readonly records: number };
  readonly settings: Settings;
  readonly copy: { readonly phrase: string; readonly file: string };
}

export const BUNDLE = digestOfText('the bundle of the golden notebook');
export const BLOB = digestOfText('the attachment of the golden notebook');
export const ATTACHMENT = textToBytes('una nota con ñ y 🧶');
export const kept = vectorBytes('bundles/hybrid.quipu');

/** The services over an open vault, as the main process has them. */
export function servicesOf({ disk, ports: { random } }: Machine, vault: KeyVault) {
  const profile = vault.opened();
  if (profile === null) throw new Error('locked');
  return {
    profile,
    journal: openJournal({ ...profile, disk, random, key: profile.keyFor('journal') }),
    bundles: createBundleFiles({ disk, random, folder: () => profile.folder }),
    blobs: createBlobFiles({ disk, random, opened: () => profile }),
  };
}

function entriesOf(): readonly JournalEntry[] {
  const [first] = vectorJson<readonly ChangesetCase[]>('changesets.json');
  if (first === undefined) throw new Error('no changeset');
  const record = 'AAAAAAAAAAAAAAAAAAAAAA' as RecordId;
  return [
    { type: 'meta', values: { 'profile/language': 'es', empty: null } },
    {
      type: 'draft',
      record,
      kind: 'consultation',
      at: '2026-11-28T10:00:00.000Z',
      cells: {
        title: { value: 'Consulta en el albergue', replaces: [] },
        'objectives.8': { value: { listed: 0 }, replaces: [] },
      },
      undone: [],
    },
    { type: 'changeset', changeset: first.changeset, ends: record },
    { type: 'draftDropped', record },
  ];
}

export async function makeNotebook(): Promise<GoldenNotebook> {
  const computer = machine();
  const { disk, ports } = computer;
  const { vault, session } = await created(computer);
  const { profile, journal, bundles, blobs } = servicesOf(computer, vault);
  const entries = entriesOf().map(entryToBytes);
  await journal.append(entries.slice(0, 1));
  await journal.append(entries.slice(1));
  await bundles.keep(BUNDLE, 'takenIn', kept);
  await blobs.keep(BLOB, ATTACHMENT);
  const settings = { language: 'ht', textSize: 130, theme: 'dark' } as const;
  await writeSettings(disk, '/', settings, ports.random);
  const highWater = { changesets: 1, records: 1 };
  await writeHighWater(disk, profile, highWater, ports.random);
  const files = Object.fromEntries(
    [...disk.files()].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]),
  );
  const phrase = 'the words of the golden sheet, as a phrase';
  const facts = {
    format: BACKUP_FORMAT,
    minReader: BACKUP_READER,
    madeAt: '2026-11-28',
    sheetMadeAt: '2026-11-27',
    devices: [session.device],
  } as const;
  const stick = await disk.open('/stick/copy.age', 'create');
  await writeSealed(
    stick,
    phrase,
    archiveOf({ facts, identities: ['AGE-SECRET-KEY-1'] }, { journal, bundles, blobs }),
    () => undefined,
  );
  return {
    passphrase: PASSPHRASE,
    device: { kid: session.device.kid, key: session.device.key },
    files,
    entries: entries.map((entry) => bytesToText(entry) ?? ''),
    highWater,
    settings,
    copy: { phrase, file: Buffer.from(disk.files().get('/stick/copy.age') ?? []).toString('base64') },
  };
}
