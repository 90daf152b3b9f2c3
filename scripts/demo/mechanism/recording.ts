// First act: the entries are recorded, and one consultation of the story's own; their organisations say what may be
// done with them; the secretariat reads and approves. The entries come from published papers that do not say what
// people agreed to: here the story says it, for all but one, so that there is something that may not be cited.

import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { recordIdOf } from '../cast.ts';
import { recordAll } from '../record-entries.ts';
import { recordsOn } from './desk.ts';
import { approve, change, fillIn, handOver, type World } from './world.ts';

const AGREED = {
  consent_obtained: 'verbal_all',
  'consent_uses.internal_mechanism': { listed: 0 },
  'consent_uses.share_with_un_network': { listed: 1 },
  'consent_uses.share_with_governments': { listed: 2 },
} as const;

const OWN: Readonly<Record<string, Json>> = {
  title: 'Consulta en la Casa de Paso: llegar sin papeles',
  process: 'annual_dialogue',
  date_start: '2026-03-14',
  modality: 'in_person',
  country: 'MX',
  lead_organization: 'Casa de Paso del Norte (demo)',
  facilitators: ['Equipo de la casa'],
  total: 48,
  by_sex: { women: 27, men: 18, non_binary: 3 },
  objectives: [4, 7, 15],
  progress: { 7: 'En la estación de autobuses hay una mesa de orientación dos días por semana.' },
  challenges: {
    4: 'Quien perdió sus papeles en el camino espera meses para recuperarlos y mientras tanto no puede inscribir a sus hijos.',
    15: 'El centro de salud más cercano pide un documento que casi nadie tiene.',
  },
  good_practices: { 7: 'Dos promotoras que hicieron el mismo camino acompañan a las familias recién llegadas.' },
  quotes: ['Por primera vez alguien nos explicó qué podíamos hacer y qué no.'],
  recommendations: [
    {
      text: 'Abrir una ventanilla móvil del registro civil en la terminal, dos sábados al mes.',
      objective: 4,
      addressed_to: 'government_local',
    },
  ],
  consent_obtained: 'verbal_all',
  consent_uses: ['internal_mechanism', 'share_with_un_network', 'share_with_governments', 'quotes'],
  sensitivity: 'low',
};

export interface Recorded {
  /** the consultation that its people take back in the end */
  readonly own: RecordId;
}

export async function recordEverything(world: World): Promise<Recorded> {
  const { cast, input, say } = world;
  const { recorders, office } = cast;
  say('\nRecorded without a network');
  await recordAll(recorders, input.entries);
  const own = await fillIn(recorders[0], 'casa de paso', 'consultation', OWN);
  for (const laptop of recorders) say(`${laptop.name}: ${laptop.device.records.size} records`);
  const silent = input.entries.findLast(({ kind }) => kind === 'consultation')?.id;
  for (const { id, kind } of input.entries) {
    const laptop = recorders.find(({ device }) => device.records.has(recordIdOf(id)));
    if (laptop === undefined) continue;
    if (kind === 'practice') await change(laptop, recordIdOf(id), { permission_to_publish: true });
    if (kind === 'consultation' && id !== silent) await change(laptop, recordIdOf(id), AGREED);
  }
  say(`what people agreed to is the story's own word; of ${silent ?? 'none'} nobody says it`);
  for (const laptop of recorders) await handOver(world, laptop, office);
  const records = recordsOn(office);
  await approve(
    office,
    records.map(({ id }) => id),
  );
  world.check('records at the secretariat', String(input.entries.length + 1), String(records.length));
  return { own };
}
