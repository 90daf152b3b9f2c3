// Enrolling by invitation, on two engines: the four steps, each refusal in them, and what was recorded before.

import { expect, test } from 'vitest';
import type { Role } from '#shared/log/roster.ts';
import type { EnrolmentView, InvitationView } from '#renderer/engine/enrolment-views.ts';
import {
  deviceReader,
  errorOf,
  finished,
  laptop,
  type Laptop,
  mechanism,
  packed,
  PRACTICE,
  readerOf,
  take,
  valueOf,
} from './laptops.ts';

const reasonOf = (result: Parameters<typeof errorOf>[0]): unknown => {
  const error = errorOf(result) as { readonly type: string; readonly reason?: { readonly type: string } };
  return error.type === 'refused' ? error.reason?.type : error.type;
};

const enrolmentOf = ({ engine }: Laptop): Promise<EnrolmentView> => engine.enrolment();

async function invited(
  by: Laptop,
  organisation: string,
  subject: 'device' | 'organisation' = 'device',
  role: Role = 'recorder',
  until: string | null = '2026-12-31',
): Promise<InvitationView> {
  const id = valueOf(await by.engine.invite({ subject, organisation, role, until }));
  return invitationIn(await enrolmentOf(by), id);
}

function invitationIn({ invitations }: EnrolmentView, id: string): InvitationView {
  const found = invitations.find((each) => each.id === id);
  if (found === undefined) throw new Error('no invitation');
  return found;
}

/** Invitation and answer; the inviter has taken the answer. */
async function answered(
  by: Laptop,
  device: Laptop,
  invitation: InvitationView,
  name = 'Portátil 4',
  house = '',
): Promise<string> {
  valueOf(await device.engine.answerInvitation(invitation.codes.join('\n'), name, house));
  const { joining } = await enrolmentOf(device);
  const answer = joining?.answer ?? '';
  valueOf(await by.engine.takeAnswer(answer, false));
  return answer;
}

async function compared(by: Laptop, device: Laptop, id: string): Promise<void> {
  const shown = invitationIn(await enrolmentOf(by), id).answered;
  valueOf(await device.engine.hearComparison(shown?.codes[0] ?? ''));
  const { joining } = await enrolmentOf(device);
  expect(joining?.emoji).toHaveLength(7);
  expect(joining?.emoji).toEqual(shown?.emoji);
  valueOf(await device.engine.settleComparison(true));
}

async function enrolled(
  by: Laptop,
  device: Laptop,
  invitation: InvitationView,
  name?: string,
  house?: string,
): Promise<void> {
  await answered(by, device, invitation, name, house);
  await compared(by, device, invitation.id);
  valueOf(await device.engine.acceptGrant(valueOf(await by.engine.grantInvitation(invitation.id))));
}

test('a device that never joined anything is enrolled in four steps, and what it recorded before can be handed over', async () => {
  const { secretariat, profile } = await mechanism();
  const device = await laptop();
  const before = await finished(device);
  await enrolled(secretariat, device, await invited(secretariat, 'Casa del Camino'));
  expect(await device.engine.trust()).toMatchObject({
    mechanism: profile.id,
    self: { name: 'Portátil 4', organisation: 'Casa del Camino', scope: { roles: ['recorder'] } },
  });
  expect((await enrolmentOf(device)).joining).toBeNull();
  await take(secretariat, (await packed(device, readerOf(profile))).bytes);
  expect((await secretariat.engine.record(before))?.row.title).toBe(PRACTICE['title']);
});

test('a bundle of a device that is not yet enrolled is held with its fingerprint, and enrolling admits it', async () => {
  const { secretariat, profile } = await mechanism();
  const device = await laptop();
  valueOf(await device.engine.joinMechanism(JSON.stringify(profile)));
  const record = await finished(device);
  const { kid } = device.fake.unlock().device;
  const report = valueOf(await secretariat.engine.takeIn('x', (await packed(device, readerOf(profile))).bytes));
  expect(report.held.map(({ reason }) => reason)).toEqual([
    { type: 'unknownAuthor', author: kid },
    { type: 'unknownAuthor', author: kid },
  ]);
  expect((await secretariat.engine.authors({})).unknown).toEqual([kid]);
  await enrolled(secretariat, device, await invited(secretariat, 'Casa del Camino'));
  expect((await secretariat.engine.inbox()).held).toEqual([]);
  expect((await secretariat.engine.record(record))?.row.title).toBe(PRACTICE['title']);
});

test('an organisation joins with a key of its own, and its steward enrols a device that the secretariat then knows', async () => {
  const { secretariat, profile } = await mechanism();
  const steward = await laptop();
  const invitation = await invited(secretariat, 'Casa del Camino', 'organisation', 'steward');
  await enrolled(secretariat, steward, invitation, 'Equipo de la casa', 'Casa del Camino');
  expect((await enrolmentOf(steward)).mayInvite).toBe('steward');
  const device = await laptop();
  await enrolled(steward, device, await invited(steward, 'Casa del Camino'), 'Portátil 9');
  expect((await device.engine.trust()).self).toMatchObject({ organisation: 'Casa del Camino', name: 'Portátil 9' });
  const record = await finished(device);
  await take(secretariat, (await packed(device, readerOf(profile))).bytes);
  expect((await secretariat.engine.record(record))?.row.title).toBe(PRACTICE['title']);
  expect(
    reasonOf(
      await steward.engine.invite({ subject: 'device', organisation: 'Otra Casa', role: 'recorder', until: null }),
    ),
  ).toBe('mayNotInvite');
  expect(
    reasonOf(
      await device.engine.invite({ subject: 'device', organisation: 'Casa del Camino', role: 'recorder', until: null }),
    ),
  ).toBe('mayNotInvite');
});

test('an invitation has one answer; the same again is told from another, also after a restart', async () => {
  const { secretariat } = await mechanism();
  const [first, second] = [await laptop(), await laptop()];
  const invitation = await invited(secretariat, 'Casa del Camino');
  const answer = await answered(secretariat, first, invitation);
  valueOf(await second.engine.answerInvitation(invitation.codes[0] ?? '', 'Otro', ''));
  const other = (await enrolmentOf(second)).joining?.answer ?? '';
  expect(reasonOf(await secretariat.engine.takeAnswer(other, false))).toBe('invitationReused');
  const again = await secretariat.again();
  expect(reasonOf(await again.engine.takeAnswer(other, true))).toBe('invitationReused');
  await compared(again, first, invitation.id);
  const grant = valueOf(await again.engine.grantInvitation(invitation.id));
  expect(valueOf(await again.engine.grantInvitation(invitation.id))).toBe(grant);
  expect(reasonOf(await again.engine.takeAnswer(answer, false))).toBe('answerReplayed');
});

test('an invitation past its date stops once, and a person decides', async () => {
  const { secretariat } = await mechanism();
  const device = await laptop();
  const invitation = await invited(secretariat, 'Casa del Camino', 'device', 'recorder', '2026-01-31');
  expect(invitation.isPast).toBe(true);
  valueOf(await device.engine.answerInvitation(invitation.codes[0] ?? '', 'Portátil', ''));
  const answer = (await enrolmentOf(device)).joining?.answer ?? '';
  expect(reasonOf(await secretariat.engine.takeAnswer(answer, false))).toBe('invitationExpired');
  valueOf(await secretariat.engine.takeAnswer(answer, true));
});

test('who answers another’s invitation, an invitation taken back or none at all is told which', async () => {
  const { secretariat } = await mechanism();
  const elsewhere = await mechanism();
  const device = await laptop();
  const invitation = await invited(secretariat, 'Casa del Camino');
  valueOf(await device.engine.answerInvitation(invitation.codes[0] ?? '', 'Portátil', ''));
  const answer = (await enrolmentOf(device)).joining?.answer ?? '';
  expect(reasonOf(await elsewhere.secretariat.engine.takeAnswer(answer, false))).toBe('invitationUnknown');
  valueOf(await secretariat.engine.withdrawInvitation(invitation.id));
  expect(reasonOf(await secretariat.engine.takeAnswer(answer, false))).toBe('invitationWithdrawn');
  expect(reasonOf(await secretariat.engine.takeAnswer('{}', false))).toBe('notAnAnswer');
  expect(reasonOf(await device.engine.answerInvitation('ZZZZZZ', 'Portátil', ''))).toBe('codeMistyped');
  expect(reasonOf(await elsewhere.secretariat.engine.answerInvitation(invitation.codes[0] ?? '', 'x', ''))).toBe(
    'otherMechanism',
  );
});

test('a secret that somebody swapped is refused; rows that differ throw the answer away', async () => {
  const { secretariat } = await mechanism();
  const device = await laptop();
  const invitation = await invited(secretariat, 'Casa del Camino');
  await answered(secretariat, device, invitation);
  const other = await invited(secretariat, 'Casa del Camino');
  const stranger = await laptop();
  await answered(secretariat, stranger, other);
  const swapped = invitationIn(await enrolmentOf(secretariat), other.id).answered?.codes[0] ?? '';
  expect(reasonOf(await device.engine.hearComparison(swapped))).toBe('comparisonSwapped');
  expect(reasonOf(await device.engine.hearComparison(invitation.codes[0] ?? ''))).toBe('otherCode');
  await compared(secretariat, device, invitation.id);
  valueOf(await device.engine.settleComparison(false));
  expect((await enrolmentOf(device)).joining).toBeNull();
});

test('a grant is taken only after the rows were compared, and only the one for this answer', async () => {
  const { secretariat } = await mechanism();
  const [device, other] = [await laptop(), await laptop()];
  const [one, two] = [await invited(secretariat, 'Casa del Camino'), await invited(secretariat, 'Casa Norte')];
  await answered(secretariat, device, one);
  await enrolled(secretariat, other, two);
  const grant = valueOf(await secretariat.engine.grantInvitation(one.id));
  expect(reasonOf(await device.engine.acceptGrant(grant))).toBe('notCompared');
  await compared(secretariat, device, one.id);
  const foreign = valueOf(await secretariat.engine.grantInvitation(two.id));
  expect(reasonOf(await device.engine.acceptGrant(foreign))).toBe('grantSwapped');
  expect(reasonOf(await device.engine.acceptGrant('hola'))).toBe('notAGrant');
  valueOf(await device.engine.acceptGrant(grant));
  expect((await device.engine.trust()).self?.organisation).toBe('Casa del Camino');
});

test('who is readmitted counts again, with all that waited meanwhile, for everybody who hears of it', async () => {
  const { secretariat, profile, enrolled: enrol } = await mechanism();
  const [ana, luz] = [await enrol('Ana'), await enrol('Luz')];
  await finished(ana);
  await take(secretariat, (await packed(ana, readerOf(profile))).bytes);
  const { kid } = ana.fake.unlock().device;
  valueOf(await secretariat.engine.revokeDevice(kid, 'perdida'));
  const late = await finished(ana, { ...PRACTICE, title: 'Después' });
  const report = valueOf(await secretariat.engine.takeIn('y', (await packed(ana, readerOf(profile))).bytes));
  expect(report.held.map(({ reason }) => reason.type)).toEqual(['revoked', 'revoked']);
  valueOf(await secretariat.engine.readmitDevice(kid, 'apareció en la oficina'));
  expect((await secretariat.engine.inbox()).held).toEqual([]);
  expect((await secretariat.engine.record(late))?.row.title).toBe('Después');
  await take(luz, (await packed(secretariat, await deviceReader(secretariat, 'Luz'))).bytes);
  expect((await luz.engine.record(late))?.row.title).toBe('Después');
  expect((await luz.engine.authors({})).authors.find(({ name }) => name === 'Ana')).toMatchObject({ revoked: false });
});
