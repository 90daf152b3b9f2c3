import { access } from 'node:fs/promises';
import { withFile, writeFully } from '#secretariat/disk/disk.ts';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { createFolderStore } from '#secretariat/folder-store.ts';
import { forgetfulDisk } from '#tests/fixtures/forgetful-disk.ts';
import { describeStore, temporaryFolder } from './letterbox-store.ts';

describeStore('folder', async () => {
  const folder = await temporaryFolder();
  return {
    store: await createFolderStore(folder.path, nodeDisk),
    reopen: () => createFolderStore(folder.path, nodeDisk),
    leaveFile: folder.leaveFile,
    isThere: (path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    remove: folder.remove,
  };
});

describeStore('folder on a disk that forgets what was not fsynced', async () => {
  const disk = forgetfulDisk();
  await disk.makeFolder('/box');
  await disk.syncFolder('/');
  return {
    store: await createFolderStore('/box', disk),
    reopen: () => {
      disk.powerCut(() => false);
      return createFolderStore('/box', disk);
    },
    leaveFile: async (name, bytes) => {
      await withFile(disk, `/box/${name}`, 'create', (file) => writeFully(file, bytes, 0));
      return `/box/${name}`;
    },
    isThere: async (path) => (await disk.list('/box')).includes(path.slice('/box/'.length)),
    remove: async () => undefined,
  };
});
