// The whole app, killed with SIGKILL again and again: after an answer was called saved, while the next is being
// typed, after finishing, in the middle of taking a bundle in and after it. What it had said was saved is there after
// each start. FAULTS_APP_ROUNDS=10 plays more rounds.

import { join } from 'node:path';
import type { DemoEntry } from '#scripts/demo/input.ts';
import { electronKind, expect, test } from './launch.ts';
import { diceOf } from '../hostile/dice.ts';
import {
  beginConsultation,
  beginNotebook,
  enrol,
  foundMechanism,
  goTo,
  type Notebook,
  openNotebook,
  recordConsultation,
  takeInFile,
  visit,
} from './notebook.ts';
import { credentialsIn, makeLaptop, packTo, readMechanism, sampleEntries, writeEntries } from './sample-world.ts';

test.beforeAll(() => console.log(`killed.spec: on ${electronKind}`));

const ROUNDS = Number(process.env['FAULTS_APP_ROUNDS'] ?? 5);
const SEED = process.env['FAULTS_SEED'] ?? '1';

/** What was acknowledged on the screen: beginnings of titles, where they can be read. */
interface Told {
  readonly unfinished: string[];
  readonly finished: string[];
}

test('killed at any moment, it shows after each start what it had said was saved', async ({ openApp, folder }) => {
  test.setTimeout(120_000 + ROUNDS * 90_000);
  const dice = diceOf('killed app', SEED);
  let notebook = await beginNotebook(openApp, 'killed');
  const sticks = await sticksFor(notebook, folder);
  const told: Told = { unfinished: [], finished: [] };
  for (let round = 0; round < ROUNDS; round++) {
    await WORKS[round % WORKS.length]?.(notebook, told, `Ronda ${round}`, sticks[round % sticks.length]);
    if (dice(3) === 0) await goTo(notebook, 'Registros'); // it may be reading as well
    await killed(notebook);
    notebook = await openNotebook(openApp, 'killed');
    await visit(notebook, '/today');
    for (const title of told.unfinished) await expect(notebook.page.getByText(title).first()).toBeVisible();
    await visit(notebook, '/records');
    for (const title of told.finished) await expect(notebook.page.getByText(title).first()).toBeVisible();
    expect(notebook.violations).toEqual([]);
  }
});

interface Stick {
  readonly path: string;
  readonly title: string;
}

type Work = (notebook: Notebook, told: Told, title: string, stick: Stick | undefined) => Promise<void>;

const saved: Work = async (notebook, told, title) => {
  await beginConsultation(notebook, title);
  told.unfinished.push(title);
};

const typingOn: Work = async (notebook, told, title) => {
  await beginConsultation(notebook, title);
  told.unfinished.push(title);
  await notebook.page.keyboard.type(' y lo que sigue');
};

const finishing: Work = async (notebook, told, title) => {
  await recordConsultation(notebook, title, 'Hay más refugios');
  told.finished.push(title);
};

const takenIn: Work = async (notebook, told, _title, stick) => {
  if (stick === undefined) throw new Error('no stick');
  await goTo(notebook, 'Entregar');
  await takeInFile(notebook, stick.path);
  await expect(notebook.page.getByRole('heading', { name: /^De Portátil/ }).first()).toBeVisible({ timeout: 60_000 });
  told.finished.push(stick.title);
};

const takingIn: Work = async (notebook, _told, _title, stick) => {
  if (stick === undefined) throw new Error('no stick');
  await goTo(notebook, 'Entregar');
  await takeInFile(notebook, stick.path);
};

const WORKS: readonly Work[] = [saved, takingIn, typingOn, takenIn, finishing];

async function killed({ app }: Notebook): Promise<void> {
  const gone = new Promise((done) => app.process().once('exit', done));
  app.process().kill('SIGKILL');
  await gone;
}

function titleOf({ cells }: DemoEntry): string {
  const title = cells.get('title');
  if (typeof title !== 'string') throw new Error('a sample without a title');
  return title;
}

/** Two bundles of a laptop that this one has enrolled. */
async function sticksFor(notebook: Notebook, folder: string): Promise<readonly Stick[]> {
  const mechanism = await foundMechanism(notebook, join(folder, 'mecanismo.json'), 'http://127.0.0.1:9');
  const profile = readMechanism(mechanism);
  const laptop = await makeLaptop('Portátil de la frontera', profile);
  const credentials = credentialsIn(await enrol(notebook, laptop.card, 'Casa de Paso'));
  const sticks: Stick[] = [];
  for (const entry of (await sampleEntries('practice')).slice(0, 2)) {
    await writeEntries(laptop, [entry]);
    const path = await packTo(join(folder, `${sticks.length}.quipu`), laptop, { profile, credentials });
    sticks.push({ path, title: titleOf(entry).slice(0, 30) });
  }
  return sticks;
}
