// Notes on a record: returning it for correction (one or several, each about one answer or the whole) and commenting.
// A note without a reason is not sent: whoever gets it back must know what to do.

import { CornerUpLeft, MessageSquare, Plus, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { RecordRow } from '#renderer/engine/record-views.ts';
import type { NoteToWrite } from '#renderer/engine/review-views.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { useQuestions } from '#renderer/state/questions.ts';
import { useSayDone } from '#renderer/state/use-deed.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Select, type SelectOption } from '#renderer/ui/select.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import type { Language } from '#shared/mechanism/language.ts';
import type { Kind } from '#shared/record/definition.ts';
import { kindOf } from '#shared/record/kinds.ts';
import styles from './review.module.css';

export interface NoteDialogProps {
  readonly row: RecordRow;
  readonly purpose: 'return' | 'comment';
  readonly language: Language;
  readonly onClose: () => void;
}

const MOST_WORDS = 2000;

export function NoteDialog({ row, purpose, language, onClose }: NoteDialogProps): ReactNode {
  const { t } = useTranslation(['review', 'app']);
  const engine = useEngine();
  const say = useSayDone();
  const [notes, setNotes] = useState<readonly NoteToWrite[]>([{ field: '', words: '' }]);
  const [wasAsked, setAsked] = useState(false);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const isReturn = purpose === 'return';
  const { beside } = useQuestions();
  const kind = kindOf(row.kind);
  const fields = fieldsOf(kind && beside(kind), language, t('whole'));
  const change = (at: number, note: Partial<NoteToWrite>): void =>
    setNotes(notes.map((each, index) => (index === at ? { ...each, ...note } : each)));
  const send = async (): Promise<void> => {
    setAsked(true);
    const [first] = notes;
    if (first === undefined || notes.some(({ words }) => words.trim() === '')) return;
    const sent = await (isReturn ? engine.returnRecord(row.id, notes) : engine.commentOn(row.id, first));
    if (!sent.ok) return setProblem(sent.error);
    onClose();
    say(t(isReturn ? 'returned' : 'commented'), sent.value);
  };
  const name = isReturn ? 'returnDialog' : 'commentDialog';
  return (
    <Dialog
      title={t(`${name}.title`)}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('app:cancel')}</Button>
          <Button tone="main" icon={isReturn ? CornerUpLeft : MessageSquare} onPress={() => void send()}>
            {t(isReturn ? 'return' : 'comment')}
          </Button>
        </>
      }
    >
      <p>{t(`${name}.words`)}</p>
      {problem !== null && <ErrorText problem={problem} />}
      {notes.map((note, at) => (
        <div key={at} className={styles.oneNote}>
          <Select
            label={t('returnDialog.field')}
            options={fields}
            value={note.field}
            onChange={(field) => change(at, { field })}
          />
          <TextField
            label={t(`${name}.reason`)}
            value={note.words}
            onChange={(words) => change(at, { words })}
            lines={3}
            maxLength={MOST_WORDS}
            hint={t('returnDialog.hint')}
            error={wasAsked && note.words.trim() === '' ? t('returnDialog.needed') : undefined}
            autoFocus={at === notes.length - 1}
          />
          {notes.length > 1 && (
            <Button tone="plain" icon={X} onPress={() => setNotes(notes.filter((_, index) => index !== at))}>
              {t('returnDialog.remove')}
            </Button>
          )}
        </div>
      ))}
      {isReturn && (
        <Button tone="plain" icon={Plus} onPress={() => setNotes([...notes, { field: '', words: '' }])}>
          {t('returnDialog.add')}
        </Button>
      )}
    </Dialog>
  );
}

function fieldsOf(kind: Kind | undefined, language: Language, whole: string): readonly SelectOption[] {
  const groups = new Map(kind?.sections.map(({ key, label }) => [key, label[language]]));
  const fields = (kind?.fields ?? [])
    .filter(({ shape }) => shape.type !== 'workflow')
    .map(({ key, label, section }) => ({ key, label: label[language], group: groups.get(section) ?? '' }));
  return [{ key: '', label: whole }, ...fields];
}
