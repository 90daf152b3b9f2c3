// Stage 5, a report by its settings: which records it is about, what it says, and in which versions it was made from.
// The same settings and records give the same answers wherever they are asked.

import type { ChangesetId, RecordId } from '../base/ids.ts';
import { wordsIn } from '../mechanism/about.ts';
import { type BulletinSettings, bulletinOf, inBulletin } from './bulletin.ts';
import { type CoverageSettings, coverageOf } from './coverage-report.ts';
import type { ReportDocument } from './document.ts';
import type { MapSettings } from './geojson.ts';
import { type PracticePackSettings, practicePackOf } from './practice-pack.ts';
import { mayBeNamed, type ReportSource } from './report-source.ts';

export type ReportSettings = BulletinSettings | PracticePackSettings | CoverageSettings | MapSettings;

/** null: it is no text, but points on a map (geojson.ts) */
export function documentOf(settings: ReportSettings, sources: readonly ReportSource[]): ReportDocument | null {
  switch (settings.report) {
    case 'bulletin':
      return bulletinOf(settings, sources);
    case 'practices':
      return practicePackOf(settings, sources);
    case 'coverage':
      return coverageOf(settings, sources);
    case 'map':
      return null;
  }
}

/** Those that it could be about, whether they may be named or not. */
export function askedFor(settings: ReportSettings, sources: readonly ReportSource[]): readonly ReportSource[] {
  switch (settings.report) {
    case 'bulletin':
      return inBulletin(settings, sources);
    case 'practices':
      return sources.filter(({ cited }) => cited.kind === 'practice');
    case 'coverage':
    case 'map':
      return sources;
  }
}

/** What the same settings give now: record → version. */
export const versionsIn = (
  settings: ReportSettings,
  sources: readonly ReportSource[],
): ReadonlyMap<RecordId, readonly ChangesetId[]> =>
  new Map(
    askedFor(settings, sources)
      .filter((source) => mayBeNamed(source, settings.audience))
      .map(({ id, version }) => [id, version]),
  );

/** Without its ending. */
export const reportName = ({ language }: ReportSettings, document: ReportDocument | null): string =>
  `${document?.title ?? wordsIn(language)('map')} ${language}`.replace('#', '').slice(0, 100);
