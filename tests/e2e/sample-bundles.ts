// The sticks of the sample world (sample-world.ts): what each laptop wrote, packed, and what is wrong with it.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '#shared/base/json.ts';
import { DELETED_CELL } from '#shared/log/change.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { decodeCard, resolveTrust } from '#shared/log/roster.ts';
import type { DemoEntry } from '#scripts/demo/input.ts';
import { enrol, type Notebook } from './notebook.ts';
import {
  credentialsIn,
  headsNow,
  makeLaptop,
  packTo,
  readMechanism,
  sampleEntries,
  share,
  writeCells,
  writeEntries,
} from './sample-world.ts';

export interface Sticks {
  /** a colleague's records, one of which came back for correction; the recorder may read it too */
  readonly colleague: string;
  /** the colleague's next bundle, and another laptop's, that disagree about one answer and tell of one event twice */
  readonly one: string;
  readonly other: string;
  /** the colleague's last, which deletes more than a handful of what is seen: it waits for a person */
  readonly sweep: string;
  /** signed by a laptop that nobody enrolled */
  readonly stranger: string;
  /** no bundle at all */
  readonly broken: string;
}

/** The answer that two laptops write at once. */
export const CONTESTED = { entry: 'c-conversatorio-panama-2023', field: 'opportunities' } as const;

/** The consultation that two laptops tell of. */
const TOLD_TWICE = 'c-mesa-mendoza';

/** Enrols two laptops at the secretariat and lets them, and a third that is not enrolled, write and pack. */
export async function sampleSticks(
  secretariat: Notebook,
  mechanism: string,
  readerCard: string,
  folder: string,
): Promise<Sticks> {
  const profile = readMechanism(mechanism);
  const [colleague, rival, stranger] = await Promise.all([
    makeLaptop('Portátil de la frontera', profile),
    makeLaptop('Computadora de la parroquia', profile),
    makeLaptop('Teléfono prestado', profile),
  ]);
  const credentials = [
    ...credentialsIn(await enrol(secretariat, colleague.card, 'Casa de Paso')),
    ...credentialsIn(await enrol(secretariat, rival.card, 'Red de Mujeres en Movimiento')),
  ];
  const trust = await resolveTrust(profile, credentials, []);
  for (const { device } of [colleague, rival]) device.trust = trust;
  const consultations = await sampleEntries('consultation');
  const practices = await sampleEntries('practice');
  const facts = { profile, credentials };
  const at = (name: string): string => join(folder, `${name}.quipu`);

  await writeEntries(colleague, [...consultations.slice(3, 12), ...practices.slice(0, 14)]);
  const returned = practices[3];
  if (returned !== undefined)
    await writeCells(colleague, returned, { review_status: 'clarification_requested' satisfies Json });
  const reader = await decodeCard(JSON.parse(readerCard) as Signed);
  const alsoFor = reader?.recipient === null || reader === undefined ? [] : [reader.recipient];
  const sticks = { colleague: await packTo(at('colega'), colleague, { ...facts, alsoFor }) };
  await share(rival, colleague);
  const contested = consultations.find(({ id }) => id === CONTESTED.entry);
  if (contested === undefined) throw new Error(`no entry ${CONTESTED.entry}`);
  const cell = [...contested.cells.keys()].find((path) => path.startsWith(CONTESTED.field));
  if (cell === undefined) throw new Error(`no ${CONTESTED.field} in ${[...contested.cells.keys()].join(' ')}`);
  const before = contested.cells.get(cell);
  if (typeof before !== 'string') throw new Error(`no text in ${cell}`);
  const basis = headsNow(colleague);
  await writeCells(colleague, contested, { [cell]: `${before} La ventanilla abre también los sábados.` });
  await writeCells(rival, contested, { [cell]: before.replace(/\.?$/, ', según quienes asistieron.') });
  await writeEntries(rival, practices.slice(14, 20));
  await writeEntries(rival, [await againAs('Mesa de trabajo: derechos de las personas migrantes en Mendoza')]);
  await writeEntries(stranger, consultations.slice(12));
  writeFileSync(at('roto'), 'age-encryption.org/v1\nnot really');
  const one = await packTo(at('frontera'), colleague, { ...facts, basis });
  const afterOne = headsNow(colleague);
  for (const practice of practices.slice(4, 11))
    await writeCells(colleague, practice, { [DELETED_CELL]: { reason: 'Limpieza de fin de año' } });
  return {
    ...sticks,
    one,
    sweep: await packTo(at('limpieza'), colleague, { ...facts, basis: afterOne }),
    other: await packTo(at('parroquia'), rival, { ...facts, basis }),
    stranger: await packTo(at('prestado'), stranger, { ...facts, credentials: [] }),
    broken: at('roto'),
  };
}

/** The consultation of Mendoza, as another organisation that was there wrote it down. */
async function againAs(title: string): Promise<DemoEntry> {
  const told = (await sampleEntries('consultation')).find(({ id }) => id === TOLD_TWICE);
  if (told === undefined) throw new Error(`no entry ${TOLD_TWICE}`);
  return { ...told, id: `${TOLD_TWICE} again`, cells: new Map([...told.cells, ['title', title]]) };
}
