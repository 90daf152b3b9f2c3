// On the page of a record: what its review has come to, each note with its answer, and what this person may do:
// approve, return for correction, answer, comment. Who may decide the engine says; the others comment.

import { Check, CornerUpLeft, MessageSquare, Reply } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { RecordRow } from '#renderer/engine/record-views.ts';
import type { NoteView, ReviewView } from '#renderer/engine/review-views.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { useDeed } from '#renderer/state/use-deed.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { fieldOf, REVIEW_KIND } from '#shared/record/kinds.ts';
import { componentsOf } from '#shared/record/paths.ts';
import { fieldPath } from '../record-form/field-path.ts';
import { useAuthorWords } from './author-words.ts';
import { cellName, cellText, type Words } from './cell-words.ts';
import { AnswerDialog } from './answer-dialog.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { ReviewMark } from './review-mark.tsx';
import styles from './review.module.css';

export interface ReviewProps {
  readonly row: RecordRow;
  readonly words: Words;
}

export function Review({ row, words }: ReviewProps): ReactNode {
  const view = useRead((engine) => engine.review(row.id), ['records', 'inbox', 'trust'], [row.id]);
  if (view === undefined || view === null) return null;
  return <OpenReview row={row} view={view} words={words} />;
}

type Open = 'return' | 'comment' | 'answer' | null;

function OpenReview({ row, view, words }: ReviewProps & { readonly view: ReviewView }): ReactNode {
  const { t } = useTranslation('review');
  const engine = useEngine();
  const run = useDeed();
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const canDecide = view.mayReview && row.fromOthers && !row.deleted;
  return (
    <section className={styles.review} aria-labelledby="review">
      <h2 id="review">{t('title')}</h2>
      <ReviewMark state={view.state} />
      <Decisions view={view} words={words} />
      {view.isAsked && (
        <Notice
          tone="wait"
          title={t('asked')}
          actions={
            <Button icon={Reply} onPress={() => setOpen('answer')}>
              {t('answer')}
            </Button>
          }
        >
          {t('askedWords')}
        </Notice>
      )}
      {view.notes.length > 0 && (
        <ul aria-label={t('notes')} className={styles.notes}>
          {view.notes.map((note) => (
            <Note key={note.id} note={note} row={row} words={words} />
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        {canDecide && (
          <>
            <Button icon={Check} onPress={() => void run(engine.approveRecords([row.id]), t('approved'))}>
              {t('approve')}
            </Button>
            <Button icon={CornerUpLeft} onPress={() => setOpen('return')}>
              {t('return')}
            </Button>
          </>
        )}
        {row.finished && !row.deleted && (
          <Button tone="plain" icon={MessageSquare} onPress={() => setOpen('comment')}>
            {t('comment')}
          </Button>
        )}
      </div>
      <Reports reports={view.reports} words={words} />
      {(open === 'return' || open === 'comment') && (
        <NoteDialog row={row} purpose={open} language={words.language} onClose={close} />
      )}
      {open === 'answer' && (
        <AnswerDialog row={row} notes={view.notes.filter((note) => note.isAsked && !note.isDone)} onClose={close} />
      )}
    </section>
  );
}

function Decisions({ view, words }: { readonly view: ReviewView; readonly words: Words }): ReactNode {
  const { t } = useTranslation('review');
  const wordsOf = useAuthorWords();
  return view.decisions.map(({ decision, by, counts }) => (
    <p key={by.kid} className={styles.by}>
      {counts && view.decisions.length === 1
        ? t('decidedBy', { name: wordsOf(by) })
        : t(counts ? 'decided' : 'doesNotCount', {
            name: wordsOf(by),
            decision: cellText(REVIEW_KIND, 'decision', decision, words),
          })}
    </p>
  ));
}

interface NoteProps {
  readonly note: NoteView;
  readonly row: RecordRow;
  readonly words: Words;
}

function Note({ note, row, words }: NoteProps): ReactNode {
  const { t } = useTranslation('review');
  const wordsOf = useAuthorWords();
  const { by, field, words: said, answer, answeredBy, isDone, isAsked } = note;
  const name = wordsOf(by);
  return (
    <li className={isAsked && !isDone ? styles.open : styles.note}>
      <p className={styles.who}>{t(isAsked ? 'noteBy' : 'commentBy', { name })}</p>
      {field !== '' && (
        <p className={styles.where}>
          {fieldOf(row.kind, componentsOf(field)[0] ?? '') === undefined ? (
            field
          ) : (
            <Link href={fieldPath(row.id, row.kind, field)}>
              {t('goToField', { field: cellName(row.kind, field, words) })}
            </Link>
          )}
        </p>
      )}
      <p className={styles.words}>
        <bdi>{said}</bdi>
      </p>
      {isDone && (
        <div className={styles.answer}>
          <p className={styles.who}>
            <Icon of={Reply} size="small" />
            {answeredBy === null ? '' : t('answerBy', { name: wordsOf(answeredBy) })}
          </p>
          <p className={styles.words}>{answer === '' ? t('answeredWithout') : <bdi>{answer}</bdi>}</p>
        </div>
      )}
    </li>
  );
}

function Reports({ reports, words }: Pick<ReviewView, 'reports'> & { readonly words: Words }): ReactNode {
  const { t } = useTranslation('review');
  if (reports.length === 0) return null;
  return (
    <div className={styles.reports}>
      <h3>{t('reports')}</h3>
      <ul>
        {reports.map(({ name, at, isSame }) => (
          <li key={`${at} ${name}`}>
            {t(isSame ? 'reportSame' : 'reportOther', { name, when: words.formats.moment(at) })}
          </li>
        ))}
      </ul>
    </div>
  );
}
