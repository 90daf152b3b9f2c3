// One line of a record's history in words: a deed as a sentence, a set by what came in and went out, texts word by
// word, short answers as before → after.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { HistoryChange } from '#renderer/engine/record-views.ts';
import { cellPath } from '#renderer/views/inbox/conflict-path.ts';
import { Marked } from '#renderer/views/inbox/marked.tsx';
import { diffWords } from '#renderer/views/inbox/word-diff.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { isJsonObject, type Json } from '#shared/base/json.ts';
import { DELETED_CELL, FINISHED_CELL, SAME_CELL, WITHDRAWN_CELL } from '#shared/log/change.ts';
import { RETURNED } from '#shared/merge/review.ts';
import { componentsOf, pathOf } from '#shared/record/paths.ts';
import { translationAt } from '#shared/record/translation-path.ts';
import { cellName, cellText, type Words } from './cell-words.ts';
import type { HistoryLine } from './history-lines.ts';
import styles from './record.module.css';

interface HistoryLineWordsProps {
  readonly line: HistoryLine;
  readonly record: RecordId;
  readonly kind: string;
  readonly words: Words;
}

export function HistoryLineWords({ line, record, kind, words }: HistoryLineWordsProps): ReactNode {
  if (line.type === 'deed') return <Deed change={line.change} kind={kind} words={words} />;
  const name = <span className={styles.cell}>{lineName(line, kind, words)}</span>;
  if (line.type === 'set') {
    return (
      <>
        {name}
        <SetChange changes={line.changes} kind={kind} words={words} />
      </>
    );
  }
  const { path, before, after, isDecision } = line.change;
  return (
    <>
      {name}
      {isDecision === true && <Link href={cellPath(record, path)}>{words.t('history.decision')}</Link>}
      <Change from={cellText(kind, path, before, words)} to={cellText(kind, path, after, words)} />
    </>
  );
}

export function lineName(line: HistoryLine, kind: string, words: Words): string {
  if (line.type === 'set') return cellName(kind, pathOf(line.field), words);
  return cellName(kind, line.change.path, words);
}

function Deed({
  change,
  kind,
  words,
}: {
  readonly change: HistoryChange;
  readonly kind: string;
  readonly words: Words;
}): ReactNode {
  const sentence = change.isReview === true ? reviewSentence(change, words) : deedSentence(change, kind, words);
  if (sentence === '') return null;
  if (sentence !== undefined) return <span className={styles.deed}>{sentence}</span>;
  const { path, before, after } = change;
  return (
    <>
      <span className={styles.cell}>{cellName(kind, path, words)}</span>
      <Change from={cellText(kind, path, before, words)} to={cellText(kind, path, after, words)} />
    </>
  );
}

/** Undefined where there is no sentence for it. */
function deedSentence({ path, after }: HistoryChange, kind: string, words: Words): string | undefined {
  const { t } = words;
  if (path === FINISHED_CELL) return t(isSet(after) ? 'history.finished' : 'history.reopened');
  if (path === DELETED_CELL)
    return isSet(after) ? t('history.deleted', { reason: reasonIn(after) }) : t('history.undeleted');
  if (path === WITHDRAWN_CELL) return t('history.withdrawn');
  if (translationAt(path) !== undefined)
    return t(isSet(after) ? 'history.translated' : 'history.untranslated', { name: cellName(kind, path, words) });
  if (!path.startsWith(SAME_CELL)) return undefined;
  return t(after === true ? 'history.same' : after === false ? 'history.notSame' : 'history.sameAgain');
}

/** Empty where nothing is to be said: which versions were seen, and what a review is about. */
function reviewSentence({ path, after }: HistoryChange, { t }: Words): string {
  const [key, , name] = componentsOf(path);
  if (key === 'decision') {
    if (after === null) return t('history.decidedNothing');
    return t(after === RETURNED ? 'history.decidedReturn' : 'history.decidedApprove');
  }
  if (key !== 'notes' || !isSet(after)) return '';
  if (typeof after === 'string' && name === 'words') return t('history.noted', { words: after });
  if (typeof after === 'string' && name === 'answer') return t('history.answered', { words: after });
  return name === 'done' ? t('history.done') : '';
}

function SetChange({
  changes,
  kind,
  words,
}: {
  readonly changes: readonly HistoryChange[];
  readonly kind: string;
  readonly words: Words;
}): ReactNode {
  const { t } = useTranslation('records');
  const isIn = ({ after }: HistoryChange): boolean => after !== null;
  const nameOf = ({ path, before, after }: HistoryChange): string => cellText(kind, path, after ?? before, words);
  const [added, removed] = [changes.filter(isIn), changes.filter((change) => !isIn(change))];
  return (
    <span className={styles.change}>
      {added.length > 0 && <ins>{t('history.addedSet', { list: words.formats.list(added.map(nameOf)) })}</ins>}
      {removed.length > 0 && <del>{t('history.removedSet', { list: words.formats.list(removed.map(nameOf)) })}</del>}
    </span>
  );
}

/** What changed in one cell: texts word by word, short answers as before → after. */
function Change({ from, to }: { readonly from: string; readonly to: string }): ReactNode {
  const { t } = useTranslation('records');
  if (from === '') return <span className={styles.change}>{to}</span>;
  const pieces = diffWords(from, to);
  const removed = <span className="hidden-visually">{t('history.removed')} </span>;
  const added = <span className="hidden-visually">{t('history.added')} </span>;
  if (to === '' || !pieces.some(({ type, text }) => type === 'same' && /\p{L}/u.test(text))) {
    return (
      <span className={styles.change}>
        {removed}
        <del>{from}</del>
        {to !== '' && (
          <>
            <span aria-hidden> → </span>
            {added}
            <ins>{to}</ins>
          </>
        )}
      </span>
    );
  }
  return (
    <span className={styles.change}>
      {pieces.map(({ type, text }, at) => {
        if (type === 'same') return text;
        return <Marked key={at} as={type === 'added' ? 'ins' : 'del'} said={t(`history.${type}`)} text={text} />;
      })}
    </span>
  );
}

const isSet = (value: Json): boolean => value !== null && value !== false;

const reasonIn = (value: Json): string =>
  isJsonObject(value) && typeof value['reason'] === 'string' ? value['reason'] : '';
