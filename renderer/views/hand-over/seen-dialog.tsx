// Exactly what the reader will see of each record and what not, answer by answer, under who may read it. It is read off
// what would be packed.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BundlePreview, SeenView } from '#renderer/engine/carry-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useQuestions } from '#renderer/state/questions.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { cellName, type Words } from '#renderer/views/record/cell-words.ts';
import { useRowTitle } from '#renderer/views/records/row-title.ts';
import { LEVELS } from '#shared/log/change.ts';
import { isLogPath } from '#shared/record/paths.ts';
import { translationAt } from '#shared/record/translation-path.ts';
import styles from './seen-dialog.module.css';

export interface SeenDialogProps {
  readonly reader: string;
  readonly preview: BundlePreview;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function SeenDialog({ reader, preview, isOpen, onClose }: SeenDialogProps): ReactNode {
  const { t } = useTranslation('handover');
  const more = preview.recordCount - preview.seen.length;
  return (
    <Dialog
      title={t('seen.title', { reader })}
      isOpen={isOpen}
      onClose={onClose}
      isWide
      actions={
        <Button tone="main" onPress={onClose}>
          {t('seen.close')}
        </Button>
      }
    >
      <ul className={styles.records}>
        {preview.seen.map((seen) => (
          <SeenRecord key={seen.row.id} seen={seen} />
        ))}
      </ul>
      {more > 0 && <p className="quiet">{t('seen.more', { count: more })}</p>}
    </Dialog>
  );
}

function SeenRecord({ seen: { row, goes, stays } }: { readonly seen: SeenView }): ReactNode {
  const { t } = useTranslation('handover');
  const titleOf = useRowTitle();
  return (
    <li>
      <h3>
        <bdi>{titleOf(row)}</bdi>
      </h3>
      <dl className={styles.parts}>
        <dt>{t('seen.goes')}</dt>
        <dd>{goes.length === 0 ? t('seen.nothing') : <Cells kind={row.kind} cells={goes} />}</dd>
        {stays.length > 0 && (
          <>
            <dt>{t('seen.stays')}</dt>
            <dd>
              <Cells kind={row.kind} cells={stays} />
            </dd>
          </>
        )}
      </dl>
    </li>
  );
}

function Cells({ kind, cells }: { readonly kind: string; readonly cells: SeenView['goes'] }): ReactNode {
  const { t: handOver } = useTranslation('handover');
  const { t } = useTranslation(['records', 'record']);
  const formats = useFormats();
  const language = useLanguage();
  const { questionOf } = useQuestions();
  const words: Words = { t, formats, language, questionOf };
  const lines = LEVELS.flatMap((level) => {
    const inLevel = cells.filter((cell) => cell.level === level && isTold(cell.path));
    const names = [...new Set(inLevel.map(({ path }) => cellName(kind, path, words)))];
    return names.length === 0 ? [] : [{ level, names }];
  });
  if (lines.length === 0) return handOver('seen.nothing');
  return lines.map(({ level, names }) => (
    <p key={level}>{handOver('seen.line', { level: t(`record:level.${level}.name`), names: formats.list(names) })}</p>
  ));
}

/** What people wrote: answers, and what they say in other languages. */
const isTold = (path: string): boolean => !isLogPath(path) || translationAt(path) !== undefined;
