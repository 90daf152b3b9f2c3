// Second act: an organisation asks to join, the seats of the Mesa de Vinculación are filled with two mistakes in them,
// it meets or does not, what it agreed is followed, and Governments come to the conversatorio.

import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { shownValue } from '#shared/merge/conflict.ts';
import type { MechanismNow } from '#shared/report/mechanism-records.ts';
import { agreementKey } from '#shared/report/meetings.ts';
import { recordIdOf } from '../cast.ts';
import type { Laptop } from '../coordinate/laptop.ts';
import { mechanismOn } from './desk.ts';
import { change, fillIn, handOver, type World } from './world.ts';
import { sentenceFor } from './words.ts';

type Entry = Readonly<Record<string, Json>>;

const REGISTRATION: Entry = {
  title: 'Red Manos que Cruzan (demo)',
  date: '2026-11-05',
  applicant_kind: 'organization',
  organization_name: 'Red Manos que Cruzan (demo)',
  category: ['migrant_organization'],
  country_base: 'CO',
  countries_of_work: ['CO', 'VE', 'EC'],
  scope: 'subregional',
  legal_status: 'not_registered',
  migrant_led: true,
  mission: 'Acompañar a las familias que cruzan la frontera a pie.',
  working_tables: [1, 3],
  priority_objectives: [7, 8],
  contact_name: 'Coordinación de la red',
  contact_email: 'red@example.org',
  languages: ['es'],
  publish_consent: 'name_country_category',
  data_protection_ack: true,
  principles_ack: true,
  status: 'submitted',
};

const SEATS: readonly Entry[] = [
  seat('Casa de Paso del Norte (demo)', 1, '2025-02-10'),
  seat('Red de Mujeres en Movimiento (demo)', 1, '2025-02-10'),
  seat('Dyaspora Men nan Men (demo)', 2, '2025-02-10'),
  seat('Sindicato de Trabajadoras del Hogar (demo)', 2, '2025-08-12'),
  seat('Pastoral del Camino (demo)', 3, '2025-02-10'),
  seat('Consultorio Jurídico Sin Fronteras (demo)', 3, '2025-02-10'),
  seat('Defensoría del Viajero (demo)', 3, '2026-06-01'), // a third one: two sit there already
  seat('Universidad del Sur (demo)', 4, '2025-02-10'),
  { organization: 'OIM', role: 'agency', agency: 'iom', from: '2025-02-10' },
  {
    organization: 'Organización Internacional para las Migraciones',
    role: 'agency',
    agency: 'iom',
    from: '2026-01-15',
  }, // it sits already
  { ...seat('Medios Migrantes (demo)', 4, '2025-02-10'), role: 'member' },
];

function seat(organization: string, mesa: number, from: string): Entry {
  return { organization, role: 'representative', working_table: mesa, from };
}

const LIAISON = { meeting_type: 'liaison', status: 'held', modality: 'online', convened_by: 'Secretaría' } as const;

/** The first quarter and the third; in the second nobody met. */
const MEETINGS: readonly (readonly [name: string, Entry])[] = [
  [
    'vinculación 1',
    {
      ...LIAISON,
      title: 'Mesa de Vinculación, primera reunión de 2026',
      date_start: '2026-02-12',
      next_date: '2026-05-14',
      agenda: ['Plan del año', 'Rotación de las agencias'],
      agreements: [
        { what: 'Reunir los insumos de cada mesa', owner: 'Secretaría', due: '2026-06-30', done: true },
        { what: 'Designar a quien falta en la Mesa 4', owner: 'Mesa 4', due: '2026-04-30' },
      ],
    },
  ],
  [
    'mesa 1',
    {
      meeting_type: 'working_table',
      working_table: 1,
      title: 'Mesa 1: prioridades para el conversatorio',
      date_start: '2026-06-18',
      status: 'held',
      objectives: [3, 7],
      agreements: [{ what: 'Recoger prácticas de información en la frontera', owner: 'Mesa 1', due: '2026-12-15' }],
    },
  ],
  [
    'vinculación 2',
    {
      ...LIAISON,
      title: 'Mesa de Vinculación, preparación del conversatorio',
      date_start: '2026-08-13',
      next_date: '2026-12-10',
      objectives: [4, 7, 15],
      agreements: [{ what: 'Enviar la documentación a los Gobiernos', owner: 'Secretaría', due: '2026-09-01' }],
    },
  ],
];

const EARLIER: Entry = {
  title: 'Conversatorio 2023',
  meeting_type: 'annual_dialogue',
  status: 'held',
  date_start: '2023-09-20',
  objectives: [4, 15],
};
const DIALOGUE: Entry = {
  title: 'Conversatorio 2026',
  meeting_type: 'annual_dialogue',
  status: 'held',
  modality: 'hybrid',
  date_start: '2026-09-24',
  date_end: '2026-09-25',
  place: 'Ciudad de Panamá',
  objectives: [4, 7, 15, 16, 23],
  governments: ['CO', 'MX', 'PA'],
  questions: [
    '¿Cómo puede inscribir a sus hijos quien perdió sus papeles en el camino?',
    '¿Qué se hará en 2027 con lo que quedó abierto en 2023?',
  ],
  package_given: '2026-09-01',
};
const ANSWERS = [
  {
    country: 'CO',
    question: '¿Cómo puede inscribir a sus hijos quien perdió sus papeles en el camino?',
    answer: 'Con una declaración ante el registro civil; se publicará el trámite.',
  },
  {
    country: 'PA',
    question: '¿Qué se hará en 2027 con lo que quedó abierto en 2023?',
    answer: 'Se propone una mesa técnica en el primer trimestre.',
  },
];

const FOLLOWS: readonly (readonly [name: string, kind: string, entry: Entry])[] = [
  [
    'recomendación 2023',
    'recommendation',
    {
      title: 'Registro civil abierto los sábados',
      text: 'Abrir el registro civil dos sábados al mes en los pasos fronterizos.',
      objective: [4],
      addressed_to: 'government_national',
      process: 'annual_dialogue',
      date_start: '2023-09-20',
      country: ['CO'],
      status: 'in_progress',
      meeting_record: recordIdOf('conversatorio 2023'),
    },
  ],
  [
    'recomendación 2026',
    'recommendation',
    {
      title: 'Salud sin documento previo',
      text: 'Que los centros de salud atiendan sin pedir antes un documento de identidad.',
      objective: [15],
      addressed_to: 'government_national',
      process: 'annual_dialogue',
      date_start: '2026-09-24',
      country: ['MX', 'PA'],
      status: 'received',
      meeting_record: recordIdOf('conversatorio 2026'),
    },
  ],
  [
    'compromiso 2026',
    'commitment',
    {
      title: 'Publicar el trámite de inscripción para quien perdió sus papeles',
      pledging_entity: 'Gobierno de Colombia (demo)',
      entity_category: 'government',
      pledge_type: 'individual',
      nature: ['policy_oriented'],
      objectives: [4],
      level: 'national',
      countries: ['CO'],
      description: 'Publicar en lenguaje claro los pasos para inscribir a hijas e hijos sin documentos de origen.',
      start_date: '2026-09-25',
      target_date: '2027-03-31',
      status: 'announced',
      progress_updates: [{ date: '2026-11-10', narrative: 'El borrador del trámite está en consulta.', percent: 30 }],
      scope_check: true,
      meeting_record: recordIdOf('conversatorio 2026'),
    },
  ],
];

/** The record of the conversatorio. */
export async function organise(world: World): Promise<RecordId> {
  const { cast, say, check } = world;
  const { office } = cast;
  const [, women] = cast.recorders;
  say('\nAn organisation asks to join');
  const registration = await fillIn(women, 'ingreso', 'registration', REGISTRATION);
  await handOver(world, women, office);
  await change(office, registration, { status: 'accepted' });
  check('the registration at the secretariat', 'accepted', shown(world, registration, 'status'));
  check('"not registered" is an answer', 'not_registered', shown(world, registration, 'legal_status'));

  say('\nSeats, meetings and what was agreed');
  await fillIn(office, 'reglas', 'rules', { title: 'Reglas de 2026', from: '2026-01-01', term_months: 24, quorum: 6 });
  for (const [at, entry] of SEATS.entries()) await fillIn(office, `lugar ${at}`, 'member', entry);
  for (const [name, entry] of MEETINGS) await fillIn(office, name, 'meeting', entry);
  await carryOn(office);

  say('\nThe conversatorio');
  await fillIn(office, 'conversatorio 2023', 'meeting', EARLIER);
  const dialogue = await fillIn(office, 'conversatorio 2026', 'meeting', DIALOGUE);
  for (const [name, kind, entry] of FOLLOWS) await fillIn(office, name, kind, entry);
  await fillIn(office, 'conversatorio 2026', 'meeting', { ...DIALOGUE, answers: ANSWERS });
  await sayWhatFollows(world, mechanismOn(office, office.keys.kid));
  return dialogue;
}

/** What the first meeting agreed and nobody did is agreed again in the third quarter, as the same agreement. */
async function carryOn(office: Laptop): Promise<void> {
  const [first, again] = [recordIdOf('vinculación 1'), MEETINGS.at(-1)];
  const { meetings } = mechanismOn(office, office.keys.kid);
  const agreed = meetings.find(({ record }) => record === first)?.agreements.find(({ isDone }) => !isDone);
  if (again === undefined || typeof agreed?.id !== 'string') throw new Error('nothing to carry on');
  const [name, entry] = again;
  const carried = {
    what: 'Designar antes de octubre a quien falta en la Mesa 4',
    continues: agreementKey(first, agreed.id),
    due: '2026-09-30',
  };
  const agreements = Array.isArray(entry['agreements']) ? (entry['agreements'] as readonly Json[]) : [];
  await fillIn(office, name, 'meeting', { ...entry, agreements: [...agreements, carried] });
}

async function sayWhatFollows({ say, check }: World, now: MechanismNow): Promise<void> {
  for (const finding of [...now.findings.seats, ...now.findings.meetings]) say(`  ${await sentenceFor(finding)}`);
  check('seats taken', '9 of 10', `${now.composition.seats.filter(({ holder }) => holder !== null).length} of 10`);
  check(
    'what is not in order at the Mesa de Vinculación',
    'tooManyRepresentatives, seatVacant, agencyTwice',
    now.findings.seats.map(({ type }) => type).join(', '),
  );
  check(
    'quarters of the Mesa de Vinculación',
    '2026-1 held, 2026-2 missing, 2026-3 held, 2026-4 open, 2027-1 open',
    now.quarters.map(({ year, quarter, state }) => `${year}-${quarter} ${state}`).join(', '),
  );
  check(
    'agreements',
    '2 overdue, 1 due, 1 done',
    ['overdue', 'due', 'open', 'done']
      .map((state) => `${now.agreements.filter((each) => each.state === state).length} ${state}`)
      .filter((line) => !line.startsWith('0'))
      .join(', '),
  );
  const carried = now.agreements.find(({ before }) => before.length > 0);
  check(
    'an agreement carried on to a later meeting',
    'Mesa 4, agreed before in Mesa de Vinculación, primera reunión de 2026',
    `${carried?.owner ?? ''}, agreed before in ${carried?.before.map(({ meetingTitle }) => meetingTitle).join() ?? ''}`,
  );
  const [newest] = now.dialogues;
  check(
    'Governments invited, and their answers',
    'CO 1, MX 0, PA 1',
    newest?.governments.map(({ country, answers }) => `${country} ${answers.length}`).join(', ') ?? 'nothing',
  );
  check(
    'what followed from it',
    'Salud sin documento previo; Publicar el trámite de inscripción para quien perdió sus papeles',
    [...(newest?.recommendations ?? []), ...(newest?.commitments ?? [])].map(({ title }) => title).join('; '),
  );
  check(
    'still open from the one before',
    'Registro civil abierto los sábados',
    newest?.reminder.recommendations.map(({ title }) => title).join('; ') ?? 'nothing',
  );
}

function shown({ cast }: World, id: RecordId, cell: string): string {
  const value = shownValue(cast.office.device.records.get(id)?.cells[cell]);
  return typeof value === 'string' ? value : '';
}
