// Counts to be told outside the app, seen as they will be read before they are copied as text or saved as a picture. Who
// will read them decides what is counted. What leaves here is out of the notebook's protection, and the dialog says so.

import { Copy, ImageDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CountsAsked } from '#renderer/engine/counts-door.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useDesktop, useRead } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { copyText } from '#renderer/ui/copy-text.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { drawingToPng } from '#renderer/ui/drawing-to-png.ts';
import { Notice } from '#renderer/ui/notice.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import { DrawingView } from '#renderer/views/reports/drawing-view.tsx';
import { audienceLabels } from '#shared/mechanism/about.ts';
import { type Audience, AUDIENCES } from '#shared/report/admission.ts';
import type { Drawing } from '#shared/report/drawing.ts';
import { practiceName } from '#shared/report/practice.ts';
import { summaryCard } from '#shared/report/summary-card.ts';
import { cardWords, summaryText } from './summary-words.ts';
import styles from './summary.module.css';

export interface SummaryDialogProps {
  readonly asked: CountsAsked;
  /** filters chose them */
  readonly isPart: boolean;
  readonly onClose: () => void;
}

export function SummaryDialog({ asked, isPart, onClose }: SummaryDialogProps): ReactNode {
  const { t } = useTranslation(['summary', 'app']);
  const { t: board } = useTranslation('board');
  const desktop = useDesktop();
  const language = useLanguage();
  const formats = useFormats();
  const { show, showProblem } = useToast();
  const [audience, setAudience] = useState<Audience>('mechanism');
  const counts = useRead(
    (engine) => engine.countRecords(asked, audience),
    ['records', 'inbox'],
    [JSON.stringify(asked), audience],
  );
  const input = counts && { counts, isPart, t, board, formats, language };
  const isNothing = counts?.records === 0;
  const text = input === undefined ? '' : summaryText(input);
  const card = input && summaryCard(cardWords(input), input.counts.objectives);
  const copy = async (): Promise<void> => {
    show(t((await copyText(desktop, text)) ? 'copied' : 'app:notCopied'));
    onClose();
  };
  const save = async (drawing: Drawing): Promise<void> => {
    const bytes = new Uint8Array(await (await drawingToPng(drawing)).arrayBuffer());
    const name = counts?.isPractice === true ? practiceName(t('fileName'), language) : t('fileName');
    const saved = await desktop.fileSave({ kind: 'png', suggestedName: `${name}.png`, bytes });
    if (!saved.ok) showProblem(saved.error);
    else if (saved.value !== null) show(t('app:savedFile', { name: saved.value.name }));
    if (!saved.ok || saved.value !== null) onClose();
  };
  return (
    <Dialog
      title={t('open')}
      isOpen
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('app:cancel')}</Button>
          {card !== undefined && !isNothing && (
            <>
              <Button icon={ImageDown} onPress={() => void save(card)}>
                {t('save')}
              </Button>
              <Button tone="main" icon={Copy} onPress={() => void copy()}>
                {t('copy')}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className={styles.summary}>
        <Select
          label={t('reader')}
          hint={t('readerHint')}
          value={audience}
          onChange={(key) => setAudience(AUDIENCES.find((each) => each === key) ?? 'mechanism')}
          options={AUDIENCES.map((key) => ({ key, label: formats.alone(audienceLabels[key][language]) }))}
        />
        {card === undefined && <p role="status">{t('counting')}</p>}
        {isNothing && (
          <Notice tone="wait" title={t('nothing')}>
            <p>{t('nothingWords')}</p>
          </Notice>
        )}
        {card !== undefined && !isNothing && (
          <>
            <p>{t('where')}</p>
            <div className={styles.both}>
              <section aria-label={t('preview')} tabIndex={0} className={styles.text}>
                {text}
              </section>
              <DrawingView drawing={card} alt={t('picture')} className={styles.card} />
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
