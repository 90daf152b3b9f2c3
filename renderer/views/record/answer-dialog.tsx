// Answering what a reviewer asks, note by note. Words are optional: what was corrected speaks for itself.

import { Reply } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { RecordRow } from '#renderer/engine/record-views.ts';
import type { NoteView } from '#renderer/engine/review-views.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { useSayDone } from '#renderer/state/use-deed.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import styles from './review.module.css';

export interface AnswerDialogProps {
  readonly row: RecordRow;
  readonly notes: readonly NoteView[];
  readonly onClose: () => void;
}

export function AnswerDialog({ row, notes, onClose }: AnswerDialogProps): ReactNode {
  const { t } = useTranslation(['review', 'app']);
  const engine = useEngine();
  const say = useSayDone();
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const send = async (): Promise<void> => {
    const sent = await engine.answerReview(
      row.id,
      notes.map(({ id }) => ({ note: id, words: answers[id] ?? '' })),
    );
    if (!sent.ok) return setProblem(sent.error);
    onClose();
    say(t('answered'), sent.value);
  };
  return (
    <Dialog
      title={t('answerDialog.title')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('app:cancel')}</Button>
          <Button tone="main" icon={Reply} onPress={() => void send()}>
            {t('answer')}
          </Button>
        </>
      }
    >
      <p>{t('answerDialog.words')}</p>
      {problem !== null && <ErrorText problem={problem} />}
      {notes.map(({ id, words }) => (
        <div key={id} className={styles.oneNote}>
          <p className={styles.quote}>
            <bdi>{words}</bdi>
          </p>
          <TextField
            label={t('answerDialog.answer')}
            value={answers[id] ?? ''}
            onChange={(answer) => setAnswers({ ...answers, [id]: answer })}
            lines={2}
            maxLength={2000}
          />
        </div>
      ))}
    </Dialog>
  );
}
