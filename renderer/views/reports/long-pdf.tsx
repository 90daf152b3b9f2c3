// A PDF is made with tags, by which it is read aloud, and they cost as much as the rest: a long list takes its time, and
// one should know before. Word takes a second.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { Notice } from '#renderer/ui/notice.tsx';
import type { ReportDocument } from '#shared/report/document.ts';

/** Lines of tables and lists from which on it is said. */
const LONG = 2_000;
/** What a line of a table costs where it was measured (bench/README.md). */
const MS_A_LINE = 4;

export function LongPdf({ document }: { readonly document: ReportDocument }): ReactNode {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const lines = linesIn(document);
  if (lines < LONG) return null;
  const seconds = Math.ceil((lines * MS_A_LINE) / 10_000) * 10;
  return <Notice>{t('longPdf', { lines: formats.number(lines), seconds: formats.number(seconds) })}</Notice>;
}

const linesIn = ({ blocks }: ReportDocument): number =>
  blocks.reduce(
    (sum, block) => sum + (block.type === 'table' ? block.rows.length : block.type === 'list' ? block.items.length : 0),
    0,
  );
