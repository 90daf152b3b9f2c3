// The app on a letterbox as a region would run it: two machines behind nginx over Debian's swift. The one that has the
// bundle half-way dies; the other one takes it, and what comes back comes over whichever is there.

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debianRoot, NO_PACKAGES } from '#scripts/services/debian-packages.ts';
import { freePorts, startSwift, type Swift } from '#scripts/services/swift.ts';
import { type Node, type Nodes, startNodes } from '#tests/fixtures/nodes.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  acceptEnrolment,
  beginNotebook,
  enrol,
  foundMechanism,
  giveByLetterbox,
  goTo,
  joinAndMakeCard,
  recordConsultation,
} from './notebook.ts';

test.beforeAll(() => console.log(`nodes.spec: on ${electronKind}`));

test('a record reaches the secretariat over two machines while the one that has it half-way is killed', async ({
  openApp,
  folder,
}, info) => {
  test.setTimeout(600_000);
  const debian = await debianRoot();
  info.skip(debian === undefined, NO_PACKAGES);
  if (debian === undefined) return;
  const ground = await mkdtemp(join(tmpdir(), 'chasqui-nodes-'));
  const swift = await startSwift(debian, join(ground, 'swift'));
  let running: Nodes | undefined;
  try {
    const [port = 0] = await freePorts(1);
    const profile = join(folder, 'mecanismo.json');
    const secretariat = await beginNotebook(openApp, 'secretariat');
    const mechanism = await foundMechanism(secretariat, profile, `http://127.0.0.1:${port}`);
    running = await startNodes({ debian, ground, swift, profile, port });
    const recorder = await beginNotebook(openApp, 'recorder');
    await recordConsultation(recorder, 'Consulta del albergue', 'La ventanilla abrió los sábados.');
    const card = await joinAndMakeCard(recorder, mechanism, 'Portátil del albergue');
    await acceptEnrolment(recorder, await enrol(secretariat, card, 'Casa de Paso'));

    // The storage never answers for the bundle; the machine that holds it dies while it waits.
    const asked = holdFirstBundle(swift);
    await giveByLetterbox(recorder);
    await expect.poll(asked, { timeout: 60_000 }).toBe(true);
    const [holder, other] = await holderFirst(running.nodes);
    await holder.kill('SIGKILL');
    swift.onRequest = () => false;
    await expect(recorder.page.getByText('Recibo del buzón')).toBeVisible({ timeout: 240_000 });
    expect(await uploadsAt(other)).toEqual([]);

    await goTo(secretariat, 'Entregar');
    await expect(async () => {
      await secretariat.page.getByRole('button', { name: 'Traer de Buzón de prueba' }).click();
      await expect(secretariat.page.getByRole('heading', { name: /^De Portátil del albergue/ })).toBeVisible({
        timeout: 8_000,
      });
    }).toPass({ timeout: 120_000 });

    // The dead one is back and the other one goes: what the secretariat signed is there all the same.
    await holder.start();
    await other.kill('SIGTERM');
    await goTo(recorder, 'Entregar');
    await expect(async () => {
      await recorder.page.getByRole('button', { name: 'Traer de Buzón de prueba' }).click();
      await expect(recorder.page.getByText(/Recibido por/).first()).toBeVisible({ timeout: 8_000 });
    }).toPass({ timeout: 120_000 });
    for (const { name, violations } of [secretariat, recorder]) expect([name, violations]).toEqual([name, []]);
  } finally {
    await running?.stop();
    await swift.close();
    await rm(ground, { recursive: true, force: true });
  }
});

/** The first bundle that comes to the storage is taken and never answered; says whether that was. */
function holdFirstBundle(swift: Swift): () => boolean {
  let isHeld = false;
  swift.onRequest = (request) => {
    const isBundle = request.method === 'PUT' && request.url?.includes('/bundles/') === true;
    if (isBundle) isHeld = true;
    return isBundle;
  };
  return () => isHeld;
}

const uploadsAt = ({ folder }: Node): Promise<readonly string[]> => readdir(join(folder, 'uploads'));

async function holderFirst(nodes: readonly [Node, Node]): Promise<readonly [Node, Node]> {
  const [one, other] = nodes;
  return (await uploadsAt(one)).length > 0 ? [one, other] : [other, one];
}
