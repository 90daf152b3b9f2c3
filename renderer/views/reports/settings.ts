// What a report is asked for with, as the person chooses it; a number that is not one yet is no number of a bulletin.

import type { ReportFormat } from '#renderer/engine/report-views.ts';
import type { ReportSettings } from '#shared/report/reports.ts';
import type { Language } from '#shared/mechanism/language.ts';
import type { Audience } from '#shared/report/admission.ts';

export const REPORTS = ['bulletin', 'coverage', 'practices', 'map'] as const;

export interface ReportChoice {
  readonly report: (typeof REPORTS)[number];
  /** as it is written */
  readonly number: string;
  readonly year: number;
  readonly quarter: number | null;
  readonly language: Language;
  readonly audience: Audience;
}

export const FORMATS: Readonly<Record<ReportChoice['report'], readonly ReportFormat[]>> = {
  bulletin: ['pdf', 'docx'],
  coverage: ['pdf', 'docx'],
  practices: ['pdf', 'docx'],
  map: ['geojson'],
};

const MOST = 999;

/** undefined: the number is none */
export function settingsOf({
  report,
  number,
  year,
  quarter,
  language,
  audience,
}: ReportChoice): ReportSettings | undefined {
  if (report !== 'bulletin') return { report, language, audience };
  const value = /^\d{1,3}$/.test(number.trim()) ? Number(number.trim()) : 0;
  return value < 1 || value > MOST ? undefined : { report, number: value, year, quarter, language, audience };
}

export const choiceOf = (settings: ReportSettings, before: ReportChoice): ReportChoice =>
  settings.report === 'bulletin' ? { ...settings, number: String(settings.number) } : { ...before, ...settings };
