// The one way in which a report leaves: its manifest is signed, a person chooses where, the file (and the manifest
// beside it, where it cannot travel inside) is written safely, and this device notes what went out in which version.

import { textToBytes } from '#shared/base/bytes.ts';
import { ok, type Result } from '#shared/base/result.ts';
import { practiceName } from '#shared/report/practice.ts';
import { sealReport, type UnsealedReport } from '#shared/report/report-manifest.ts';
import { activityChange } from '../engine/activity.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { languageOf } from '../engine/language.ts';
import { deviceSigner, isWorkshop, type Session } from '../engine/session.ts';
import { reportChange } from './note-report.ts';

export async function saveReport(
  session: Session,
  report: UnsealedReport,
): Promise<Result<{ readonly name: string } | null, EngineProblem>> {
  const { kind, versions } = report;
  const { name, bytes, beside } = await sealReport(await marked(session, report), deviceSigner(session));
  const saved = await session.desktop.fileSave({
    kind,
    suggestedName: name,
    bytes,
    ...(beside === null ? {} : { beside: textToBytes(beside) }),
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

/** What leaves a workshop says so in its name. */
const marked = async (session: Session, report: UnsealedReport): Promise<UnsealedReport> =>
  isWorkshop(session) ? { ...report, name: practiceName(report.name, await languageOf(session)) } : report;
