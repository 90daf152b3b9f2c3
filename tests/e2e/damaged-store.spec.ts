// The whole app after what was on its disk went bad while it was closed: the page's databases emptied, made unreadable,
// put back from an older copy; the journal put back; files of Chromium and of the app cut. Each start notices by itself,
// says so, and shows everything that had been called saved. (tests/faults/store.ts plays many more, without views.)

import { cpSync, existsSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { filesIn } from '../faults/spoil.ts';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import { beginConsultation, beginNotebook, openNotebook, recordConsultation, visit } from './notebook.ts';

test.beforeAll(() => console.log(`damaged-store.spec: on ${electronKind}`));

interface Case {
  readonly name: string;
  /** @param earlier what the profile was one finished record before */
  readonly spoil: (profile: string, earlier: string) => void;
  /** what the page says; null: nothing was lost that it needs */
  readonly says: string | null;
}

const CASES: readonly Case[] = [
  {
    name: 'the databases are gone',
    spoil: (profile) => {
      for (const folder of databasesIn(profile)) rmSync(join(profile, folder), { recursive: true });
    },
    says: 'La memoria rápida de este equipo estaba vacía y se rehízo',
  },
  {
    name: 'the databases cannot be opened, nor taken away by the page',
    spoil: (profile) => {
      for (const file of filesIn(profile).filter(isOfDatabase))
        if (basename(file).startsWith('MANIFEST')) rmSync(join(profile, file));
    },
    says: 'La memoria rápida de este equipo estaba dañada y se rehízo',
  },
  {
    name: 'the databases are an older copy',
    spoil: (profile, earlier) => {
      for (const folder of databasesIn(profile)) {
        rmSync(join(profile, folder), { recursive: true });
        cpSync(join(earlier, folder), join(profile, folder), { recursive: true });
      }
    },
    says: 'La memoria rápida de este equipo estaba atrasada y se puso al día',
  },
  {
    name: 'the journal is an older copy',
    spoil: (profile, earlier) => {
      for (const file of filesIn(profile).filter((each) => each.endsWith('.quipuj')))
        cpSync(join(earlier, file), join(profile, file));
    },
    says: 'El diario de este cuaderno era más viejo que el cuaderno y se completó',
  },
  {
    name: 'what else lies in the folder is cut',
    spoil: (profile) => {
      const names = new Set(['Local State', 'QuotaManager', 'settings.json', 'high-water']);
      for (const file of filesIn(profile)) if (names.has(basename(file))) truncateSync(join(profile, file), 7);
    },
    says: null,
  },
];

test('after each damage to its files the app opens, says so, and shows all that was called saved', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(300_000);
  const [profile, closed, earlier] = ['damaged', 'closed', 'earlier'].map((name) => join(folder, name)) as Three;
  const finished: string[] = [];
  let notebook = await beginNotebook(openApp, 'damaged');
  await beginConsultation(notebook, 'Sin terminar');
  const closeAfter = async (title: string): Promise<void> => {
    await recordConsultation(notebook, title, 'Hay más refugios');
    finished.push(title);
    await notebook.app.close();
    rmSync(earlier, { recursive: true, force: true });
    if (existsSync(closed)) renameSync(closed, earlier);
    cpSync(profile, closed, { recursive: true, verbatimSymlinks: true });
  };
  await closeAfter('Primera');
  notebook = await openNotebook(openApp, 'damaged');
  for (const { name, spoil, says } of CASES) {
    await test.step(name, async () => {
      await closeAfter(`Antes: ${name}`);
      spoil(profile, earlier);
      notebook = await openNotebook(openApp, 'damaged');
      if (says !== null) await expect(notebook.page.getByText(says)).toBeVisible();
      if (name === CASES[0]?.name) await inspectScreen(notebook.page, 'damaged-store');
      await visit(notebook, '/today');
      await expect(notebook.page.getByText('Sin terminar').first()).toBeVisible();
      await visit(notebook, '/records');
      for (const title of finished) await expect(notebook.page.getByText(title).first()).toBeVisible();
      expect(notebook.violations.filter((said) => !/indexeddb/i.test(said))).toEqual([]); // Chromium may say it itself
    });
  }
});

type Three = [string, string, string];

const isOfDatabase = (file: string): boolean => file.includes('.indexeddb.');

const databasesIn = (profile: string): readonly string[] => [
  ...new Set(filesIn(profile).filter(isOfDatabase).map(dirname)),
];
