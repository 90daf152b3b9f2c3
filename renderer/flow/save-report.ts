// The one way in which a report leaves: its manifest is signed, a person chooses where, the file (and the manifest
// beside it, where it cannot travel inside) is written safely, and this device notes what went out in which version.

import { textToBytes } from '#shared/base/bytes.ts';
import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { JsonObject } from '#shared/base/json.ts';
import { ok, type Result } from '#shared/base/result.ts';
import { sealPackage } from '#shared/report/docx-package.ts';
import { contentOf, reportToText, signReport } from '#shared/report/report-manifest.ts';
import { activityChange } from '../engine/activity.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { deviceSigner, type Session } from '../engine/session.ts';
import { reportChange } from './note-report.ts';

export interface ReportToSave {
  readonly kind: 'csv' | 'xlsx' | 'docx' | 'pdf' | 'geojson';
  /** without its ending */
  readonly name: string;
  readonly settings: object;
  readonly versions: ReadonlyMap<RecordId, readonly ChangesetId[]>;
  /** a DOCX without its manifest, which is put into it here */
  readonly bytes: Uint8Array;
}

export async function saveReport(
  session: Session,
  { kind, name, settings, versions, bytes }: ReportToSave,
): Promise<Result<{ readonly name: string } | null, EngineProblem>> {
  const suggestedName = `${name}.${kind}`;
  const manifest = {
    settings: settings as JsonObject,
    records: Object.fromEntries([...versions].map(([id, version]) => [id as string, version])),
    content: contentOf(suggestedName, bytes),
  };
  const text = reportToText(await signReport(manifest, deviceSigner(session)));
  const isInside = kind === 'docx';
  const saved = await session.desktop.fileSave({
    kind,
    suggestedName,
    bytes: isInside ? sealPackage(bytes, text) : bytes,
    ...(isInside ? {} : { beside: textToBytes(text) }),
  });
  if (!saved.ok || saved.value === null) return saved;
  const file = saved.value.name;
  const { summaries } = session.ledger.store.records;
  const rows = [...versions.keys()].map((id) => ({ id, lamport: summaries.get(id)?.lamport ?? 0 }));
  const facts = { name: file, records: rows.length };
  await session.ledger.exclusive(() =>
    session.ledger.commit({
      shelf: new Map([...activityChange(session, 'exportedTable', facts), ...reportChange(session, file, rows)]),
    }),
  );
  session.tell(['activity', 'records']);
  return ok({ name: file });
}
