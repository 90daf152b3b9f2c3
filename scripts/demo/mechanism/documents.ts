// What the secretariat hands out, as files: each with its signed manifest inside or beside it, written as the app writes
// them, and read back to be checked.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bytes, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { Language } from '#shared/mechanism/language.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import { shownValue } from '#shared/merge/conflict.ts';
import { dialoguePackageOf, packageInputs } from '#shared/report/dialogue-package.ts';
import type { ReportDocument } from '#shared/report/document.ts';
import { documentToDocx } from '#shared/report/docx.ts';
import { recordsToGeojson } from '#shared/report/geojson.ts';
import { eventsToIcs } from '#shared/report/ics.ts';
import { meetingEvents } from '#shared/report/meeting-events.ts';
import { meetingsOf } from '#shared/report/meetings.ts';
import { deniedIn, restingOn } from '#shared/report/open-relatoria.ts';
import { relatoriaDocument } from '#shared/report/relatoria-document.ts';
import { openReport, type OpenedReport, sealReport, type UnsealedReport } from '#shared/report/report-manifest.ts';
import { versionOf } from '#shared/report/report-source.ts';
import { documentOf, type ReportSettings, versionsIn } from '#shared/report/reports.ts';
import { recordsByKind, withEvents } from '#shared/report/table.ts';
import { sheetsToXlsx } from '#shared/report/xlsx.ts';
import { MANIFEST_ENDING } from '#shared/wire/files.ts';
import { citedOn, deskOn, eventsOn, mechanismOn, readableOn, recordsOn, sourcesOn, stampsOn } from './desk.ts';
import type { Printer } from './printing.ts';
import { calendarWords, packageWords, relatoriaWords, tableWords } from './words.ts';
import type { World } from './world.ts';

export interface Writer {
  readonly relatoria: (name: string, id: RecordId) => Promise<void>;
  readonly report: (name: string, settings: ReportSettings) => Promise<void>;
  readonly dialogue: (name: string, record: RecordId) => Promise<void>;
  readonly workbook: (name: string) => Promise<void>;
  readonly calendar: (name: string) => Promise<void>;
  readonly open: (name: string) => Promise<OpenedReport>;
}

const LANGUAGE: Language = 'es';

export function openWriter({ cast, folder, say }: World, printer: Printer): Writer {
  const { office } = cast;
  const { device } = office;
  const at = (name: string): string => join(folder, 'documents', name);

  async function put(report: UnsealedReport): Promise<void> {
    const { name, bytes, beside } = await sealReport(report, device.signer);
    await mkdir(join(folder, 'documents'), { recursive: true });
    await writeFile(at(name), bytes);
    if (beside !== null) await writeFile(at(`${name}${MANIFEST_ENDING}`), beside);
    say(`  ${name}: ${Math.ceil(bytes.length / 1024)} KB`);
  }

  async function putDocument(document: ReportDocument, report: Omit<UnsealedReport, 'kind' | 'bytes'>): Promise<void> {
    await put({ ...report, kind: 'docx', bytes: await documentToDocx(document, null) });
    await put({ ...report, kind: 'pdf', bytes: await printer.print(document) });
  }

  const versionsOf = (ids: Iterable<RecordId>): ReadonlyMap<RecordId, readonly ChangesetId[]> =>
    new Map([...ids].map((id) => [id, versionOf(device.records.get(id), device.records.get(reviewIdOf(id)))]));

  return {
    relatoria: async (name, id) => {
      const desk = deskOn(office, id);
      if (deniedIn(desk).length > 0) throw new Error('a sentence may not go out');
      const named = shownValue(device.records.get(id)?.cells['title']);
      const title = typeof named === 'string' ? named : '';
      const text = { ...desk, title, language: LANGUAGE, events: eventsOn(office) };
      const document = relatoriaDocument(text, await relatoriaWords(LANGUAGE));
      const { audience } = desk.frame;
      const settings = { report: 'relatoria', relatoria: id, language: LANGUAGE, audience };
      const versions = versionsOf([id, ...restingOn(desk)]);
      await putDocument(document, { name, settings, versions });
    },
    report: async (name, settings) => {
      const sources = sourcesOn(office);
      const versions = versionsIn(settings, sources);
      const document = documentOf(settings, sources);
      if (document !== null) return putDocument(document, { name, settings, versions });
      const bytes = textToBytes(recordsToGeojson(settings as Extract<ReportSettings, { report: 'map' }>, sources));
      return put({ name, settings, versions, kind: 'geojson', bytes });
    },
    dialogue: async (name, record) => {
      const { dialogues } = mechanismOn(office, office.keys.kid, readableOn);
      const dialogue = dialogues.find(({ meeting }) => meeting.record === record);
      if (dialogue === undefined) throw new Error('no such conversatorio');
      const sources = sourcesOn(office);
      const inputs = packageInputs(dialogues, dialogue, sources, eventsOn(office));
      const document = dialoguePackageOf(dialogue, inputs, sources, await packageWords(LANGUAGE));
      const settings = { report: 'dialogue', meeting: record, language: LANGUAGE, audience: 'governments' };
      await putDocument(document, {
        name,
        settings,
        versions: versionsOf(document.sources.map((each) => each.record as RecordId)),
      });
    },
    workbook: async (name) => {
      const words = await tableWords(LANGUAGE);
      const records = recordsOn(office).map((record) => citedOn(office, record));
      const bytes = sheetsToXlsx(recordsByKind(withEvents(records, eventsOn(office)), words));
      const versions = versionsOf(records.map(({ id }) => id));
      await put({ name, kind: 'xlsx', settings: { report: 'table', language: LANGUAGE }, versions, bytes });
    },
    calendar: async (name) => {
      const words = await calendarWords(LANGUAGE);
      const stamps = stampsOn(office);
      const readable = recordsOn(office)
        .filter(({ kind }) => kind === 'meeting')
        .map((record) => readableOn(office, record));
      const events = meetingEvents(meetingsOf(readable), stamps, words);
      await writeFile(at(`${name}.ics`), eventsToIcs(events, words.name));
      say(`  ${name}.ics: ${events.length} events`);
    },
    open: async (name) => {
      const bytes: Bytes = Uint8Array.from(await readFile(at(name)));
      const beside = await readFile(at(`${name}${MANIFEST_ENDING}`)).catch(() => undefined);
      const text = beside === undefined ? undefined : bytesToText(Uint8Array.from(beside));
      return openReport({ name, bytes, beside: text }, (kid) => device.trust.authors.get(kid)?.key);
    },
  };
}
