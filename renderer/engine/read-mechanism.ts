// What the place of the mesas reads: the records of the Mechanism itself and what follows from its meetings, drafts
// of this device over them. Rules count only where the secretariat alone wrote them.

import type { KeyId } from '#shared/base/ids.ts';
import type { RecordCells } from '#shared/report/cell-readers.ts';
import { compositionOf } from '#shared/report/composition.ts';
import { dialoguesOf } from '#shared/report/dialogue.ts';
import { agreementsOf, meetingFindings, meetingsOf, quartersOf } from '#shared/report/meetings.ts';
import { adviceOf, pledgesOf } from '#shared/report/pledges.ts';
import { rulesOf } from '#shared/report/rules.ts';
import type { Catalogue } from './catalogue.ts';
import { secretariatsOf } from './heard-receipts.ts';
import type { MechanismView } from './mechanism-views.ts';
import { recordNow, shownNow } from './record-now.ts';
import { profileOf, type Session } from './session.ts';

const KINDS: ReadonlySet<string> = new Set(['meeting', 'member', 'rules', 'commitment', 'recommendation']);

export async function readMechanism(session: Session, catalogue: Catalogue): Promise<MechanismView> {
  const records = await recordsOfMechanism(session, catalogue);
  const today = session.clock.now().slice(0, 10);
  const isOfOffice = ruleJudge(session, catalogue);
  const counting = records.filter(({ id, kind }) => kind !== 'rules' || isOfOffice(id));
  const rules = rulesOf(counting, today);
  const composition = compositionOf(records, rules, today);
  const meetings = meetingsOf(records);
  const pledges = pledgesOf(records, today);
  const advice = adviceOf(records);
  return {
    today,
    rules,
    proposals: records.filter(({ id, kind }) => kind === 'rules' && !isOfOffice(id)).map(({ id }) => id),
    composition,
    meetings,
    quarters: quartersOf(meetings, today),
    findings: { seats: composition.findings, meetings: meetingFindings(meetings, today) },
    agreements: agreementsOf(meetings, today),
    pledges,
    advice,
    dialogues: dialoguesOf(meetings, pledges, advice, today),
  };
}

/** Those that are not deleted, as this device shows them. */
async function recordsOfMechanism(session: Session, catalogue: Catalogue): Promise<readonly RecordCells[]> {
  const rows = (await catalogue.rows()).filter(({ kind, deleted }) => !deleted && KINDS.has(kind));
  const records: RecordCells[] = [];
  for (const { id } of rows) {
    const now = await recordNow(session, id);
    if (now !== undefined) records.push({ id, kind: now.kind, cells: shownNow(now) });
  }
  return records;
}

/** Before any mechanism was joined, this device's own rules count; its drafts do not until they are signed. */
function ruleJudge(session: Session, catalogue: Catalogue): (id: string) => boolean {
  const office: ReadonlySet<KeyId> =
    profileOf(session) === null ? new Set([session.device.kid]) : secretariatsOf(session);
  return (id) => {
    const authors = catalogue.stored(id)?.authors ?? [];
    return authors.length > 0 && authors.every((author) => office.has(author));
  };
}
