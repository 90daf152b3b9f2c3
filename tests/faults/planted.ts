// Bugs as they have been seen in other programs, planted through the disk's seam: a harness that does not find them
// proves nothing.
//   sleepy  answers an fsync without doing one
//   late    answers a write from memory, and writes when the file is closed
//   deaf    says that a write which failed, or came to less, went well
//   quiet   does not say that something cannot be read any more (not of the disk: see damage.ts)
//   blind   reads nothing from the journal and the kept bundles: believes the page's store alone (see store.ts)

import type { Disk, OpenFile } from '#secretariat/disk/disk.ts';

export const PLANTED = ['sleepy', 'late', 'deaf', 'quiet', 'blind'] as const;
export type Planted = (typeof PLANTED)[number];

export function withBug(disk: Disk, bug: Planted | undefined): Disk {
  if (bug === undefined || bug === 'quiet' || bug === 'blind') return disk;
  const wrap = { sleepy, late, deaf }[bug];
  return {
    ...disk,
    open: async (path, how) => wrap(await disk.open(path, how)),
    syncFolder: bug === 'sleepy' ? async () => undefined : disk.syncFolder,
  };
}

const sleepy = (file: OpenFile): OpenFile => ({ ...file, sync: async () => undefined });

const deaf = (file: OpenFile): OpenFile => ({
  ...file,
  write: (bytes, position) =>
    file.write(bytes, position).then(
      () => bytes.length,
      () => bytes.length,
    ),
  sync: () => file.sync().catch(() => undefined),
});

function late(file: OpenFile): OpenFile {
  const waiting: { readonly bytes: Uint8Array; readonly position: number }[] = [];
  const flush = async (): Promise<void> => {
    for (const { bytes, position } of waiting.splice(0)) await file.write(bytes, position);
  };
  return {
    ...file,
    write: async (bytes, position) => {
      waiting.push({ bytes: bytes.slice(), position });
      return bytes.length;
    },
    sync: async () => undefined,
    size: async () => (await flush(), file.size()),
    read: async (length, position) => (await flush(), file.read(length, position)),
    truncate: async (length) => (await flush(), file.truncate(length)),
    close: async () => (await flush(), file.close()),
  };
}
