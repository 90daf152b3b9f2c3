// The trust story as a folder: a laptop that nobody knows, its enrolment and every wrong step in it, its revocation,
// what came late and what came after, and how it was given its signature back; what it withheld, and what it took back. Each answer is laid beside what the
// story told; the invitation, the answer, the credential and the rosters are written down as DSSE JSON.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '#shared/base/json.ts';
import { codeToGroups } from '#shared/log/enrolment-code.ts';
import { type Signed, signedToDsse, signValue } from '#shared/log/envelope.ts';
import { judgeRoster } from '#shared/log/judge-trust.ts';
import { addSignature } from '#shared/log/roots.ts';
import { nextRoster, type RosterDecision } from '#shared/log/roster-plan.ts';
import { type Roster, ROSTER_TYPE } from '#shared/log/roster-body.ts';
import { resolveTrust } from '#shared/log/roster.ts';
import { type HeadlessDevice, makeDevice, takeIn, writeRecord } from '../../headless/device.ts';
import { type FakeKey, fakeKey } from '../../headless/keys.ts';
import { fakeMechanism } from '../../headless/mechanism.ts';
import { counting, recordIdOf, ticking } from '../cast.ts';
import type { Play } from '../main-job.ts';
import { writeJson } from '../output.ts';
import { type Check, playConsent } from './consent.ts';
import { enrol, said } from './enrolling.ts';

interface Line {
  readonly what: string;
  readonly told: string;
  readonly found: string;
}

/** Whether every answer is the one that the story told. */
export async function playTrust({ folder, suite, input, say }: Play): Promise<boolean> {
  const world = await fakeMechanism('chasqui demo trust', {
    suite,
    organisations: 1,
    recordersEach: 0,
    roots: 3,
    threshold: 2,
  });
  const [house] = world.organisations;
  const [first, second] = world.roots;
  if (house === undefined || first === undefined || second === undefined) throw new Error('no cast');
  const lines: Line[] = [];
  const check: Check = (what, told, found) => {
    lines.push({ what, told, found });
    say(told === found ? `equal  ${what}: ${found}` : `NOT EQUAL  ${what}: told ${told}, found ${found}`);
  };
  await mkdir(join(folder, 'trust'), { recursive: true });
  const keep = (name: string, signed: Signed): Promise<void> =>
    writeJson(join(folder, 'trust', `${name}.json`), signedToDsse(signed));

  // A laptop that nobody knows hands over what it recorded.
  const trust = await resolveTrust(world.profile, world.credentials, []);
  const office = deviceOf(world.secretariat, trust, '2026-11-16T15:00:00Z');
  const key = fakeKey('chasqui demo trust laptop');
  const laptop = deviceOf(key, trust, '2026-11-09T14:00:00Z');
  const write = async (count: number): Promise<void> => {
    for (const { id, kind, cells } of input.entries.slice(laptop.records.size, laptop.records.size + count))
      await writeRecord(laptop, recordIdOf(id), kind, cells);
  };
  const handOver = async (upTo = laptop.changesets.size): Promise<string> => {
    await takeIn(office, [...laptop.changesets.values()].slice(0, upTo));
    const held = Map.groupBy(office.held, ({ reason }) => reason.type);
    const waits = [...held].map(([reason, those]) => `${those.length} held (${reason})`);
    return [`${office.logs.get(key.kid)?.entries.length ?? 0} admitted`, ...waits].join(', ');
  };
  await write(3);
  check('three changesets of a laptop that nobody knows', '0 admitted, 3 held (unknownAuthor)', await handOver());

  // It is enrolled.
  const enrolled = await enrol(world, house, key, 'Portátil de la frontera');
  await writeFile(join(folder, 'trust', 'invitation.txt'), `${codeToGroups(enrolled.code)}\n`);
  await keep('answer', enrolled.answer);
  await keep('credential', enrolled.credential);
  check('letters of the invitation, fewer than 200', 'yes', enrolled.code.length < 200 ? 'yes' : 'no');
  check('the seven pictures on the other screen', enrolled.shown[0], enrolled.shown[1]);
  for (const [step, told] of Object.entries(TOLD)) check(step, told, enrolled.answers[step] ?? 'nothing');
  const credentials = [...world.credentials, enrolled.credential];
  office.trust = await resolveTrust(world.profile, credentials, []);
  check('the same three once it is enrolled', '3 admitted', await handOver(0));

  // It is lost; two more were signed before, and came late; two after.
  await write(4);
  const rosters: Signed[] = [];
  const decide = async (decision: RosterDecision): Promise<Roster> => {
    const roster = nextRoster(office.trust.roster, world.profile.id, decision, '2026-11-28');
    const begun = await signValue(ROSTER_TYPE, roster as object as Json, first.signer);
    check(
      `roster ${roster.version}, signed by one root of three`,
      'rosterUnsigned',
      said(await judgeRoster(world.profile, office.trust, begun)),
    );
    const signed = await addSignature(begun, second.signer);
    check(
      `roster ${roster.version}, signed by two`,
      'ok',
      said(await judgeRoster(world.profile, office.trust, signed)),
    );
    rosters.push(signed);
    await keep(`roster-${roster.version}`, signed);
    office.trust = await resolveTrust(world.profile, credentials, rosters);
    return roster;
  };
  const log = [...laptop.logs.values()].flatMap(({ entries }) => entries);
  const lastGood = log.find(({ seq }) => seq === 5);
  await decide({ type: 'revoke', revocation: { kid: key.kid, seq: 5, id: lastGood?.id ?? null, reason: 'robada' } });
  check('the late bundle: two signed before it was lost, two after', '5 admitted, 2 held (revoked)', await handOver());

  // It was found again.
  await decide({ type: 'readmit', kid: key.kid, reason: 'apareció en la oficina' });
  check('the same once its signature was given back', '7 admitted', await handOver(0));
  const [old] = rosters;
  check(
    'the first roster once more',
    'rosterOlder',
    old === undefined ? 'nothing' : said(await judgeRoster(world.profile, office.trust, old)),
  );
  check('what is held at the end', '0', String(office.held.length));
  await playConsent({ office, laptop, check });
  await writeJson(join(folder, 'trust.json'), { lines });
  return lines.every(({ told, found }) => told === found);
}

const TOLD: { readonly [step: string]: string } = {
  'the first answer': 'ok',
  'one letter mistyped': 'codeMistyped',
  'another answer to the same invitation': 'invitationReused',
  'the same answer once more': 'answerReplayed',
  'an answer after its date': 'invitationExpired',
  'the same, and a person said yes': 'ok',
  'an answer to nobody’s invitation': 'invitationUnknown',
  'an answer changed on the way': 'answerForged',
  'another secret than the one promised': 'comparisonSwapped',
};

const deviceOf = ({ kid, key, signer }: FakeKey, trust: HeadlessDevice['trust'], clock: string): HeadlessDevice =>
  makeDevice({ signer, key, trust, claimTime: ticking(clock, null), makeSalt: counting(kid) });
