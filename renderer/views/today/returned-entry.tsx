// A record that came back: whose words, about which answer, and the way to that answer in the form. "It is corrected"
// answers all of it at once; words beside it can be written on the record's page.

import { Check, CornerUpLeft } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoteView, ReturnedView } from '#renderer/engine/review-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useQuestions } from '#renderer/state/questions.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { useAuthorWords } from '../record/author-words.ts';
import { cellName } from '../record/cell-words.ts';
import { fieldPath } from '../record-form/field-path.ts';
import { useDeed } from '#renderer/state/use-deed.ts';
import { EntryTitle } from './entries.tsx';
import styles from './today.module.css';

export function ReturnedEntry({ returned: { row, notes } }: { readonly returned: ReturnedView }): ReactNode {
  const { t } = useTranslation('today');
  const engine = useEngine();
  const run = useDeed();
  const [isWorking, setWorking] = useState(false);
  const answer = async (): Promise<void> => {
    setWorking(true);
    await run(
      engine.answerReview(
        row.id,
        notes.map(({ id }) => ({ note: id, words: '' })),
      ),
      t('answered'),
    );
    setWorking(false);
  };
  const field = notes.find((note) => note.field !== '')?.field ?? '';
  return (
    <li className={styles.entry}>
      <EntryTitle row={row} to={`/record/${row.id}`} />
      <div className={styles.note}>
        <ul className={styles.asked}>
          {notes.map((note) => (
            <Asked key={note.id} note={note} kind={row.kind} record={row.id} />
          ))}
        </ul>
        <p className={styles.noteActions}>
          <Button icon={Check} isPending={isWorking} onPress={() => void answer()}>
            {t('answer')}
          </Button>
          <LinkButton to={fieldPath(row.id, row.kind, field)} icon={CornerUpLeft}>
            {t('correct')}
          </LinkButton>
        </p>
      </div>
    </li>
  );
}

interface AskedProps {
  readonly note: NoteView;
  readonly kind: string;
  readonly record: string;
}

function Asked({ note: { by, field, words }, kind, record }: AskedProps): ReactNode {
  const { t } = useTranslation('today');
  const { t: records } = useTranslation(['records', 'record']);
  const formats = useFormats();
  const language = useLanguage();
  const { questionOf } = useQuestions();
  const wordsOf = useAuthorWords();
  return (
    <li>
      <p className="small quiet">
        {t('returnedBy', { name: wordsOf(by) })}{' '}
        {field !== '' && (
          <a href={`#${fieldPath(record, kind, field)}`}>
            {t('returnedField', { field: cellName(kind, field, { t: records, formats, language, questionOf }) })}
          </a>
        )}
      </p>
      <p className={styles.askedWords}>
        <bdi>{words}</bdi>
      </p>
    </li>
  );
}
