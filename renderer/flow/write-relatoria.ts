// One act of a rapporteur: writes the cells that it comes to as a draft, like every other answer, or says why it is
// refused (shared/report/relatoria-deed.ts).

import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { err, type Result } from '#shared/base/result.ts';
import { addedBy, deedWrites, type RelatoriaDeed, type RelatoriaProblem } from '#shared/report/relatoria-deed.ts';
import type { CitedRecords } from '../engine/cited-records.ts';
import type { Saved } from '../engine/door.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { openRelatoria } from '../engine/read-relatoria.ts';
import type { Session } from '../engine/session.ts';
import { editRecord } from './edit-record.ts';

export async function writeRelatoria(
  session: Session,
  cited: CitedRecords,
  id: RecordId,
  deed: RelatoriaDeed,
): Promise<Result<Saved, EngineProblem | RelatoriaProblem>> {
  const open = await openRelatoria(session, cited, id);
  if (open === null) return err({ type: 'noSuchRecord' });
  const added = await cited.of(addedBy(deed).map(({ record }) => record));
  const writes = deedWrites(open, deed, added, freshSalt());
  return writes.ok ? editRecord(session, id, writes.value) : writes;
}

const freshSalt = (): string => bytesToBase64url(crypto.getRandomValues(new Uint8Array(6)));
