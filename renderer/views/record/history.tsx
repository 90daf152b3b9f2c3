// The history of a record as people read it: who, when they say it was, what changed from what to what, and
// which parts did not come. Newest first; a clock that is doubted is said, never used to decide anything.

import { Clock, EyeOff, Package } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { HistoryEntry } from '#renderer/engine/record-views.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { cellPath } from '#renderer/views/inbox/conflict-path.ts';
import { Marked } from '#renderer/views/inbox/marked.tsx';
import { diffWords } from '#renderer/views/inbox/word-diff.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { AuthorName } from './authors.tsx';
import { cellName, cellText, type Words } from './cell-words.ts';
import styles from './record.module.css';

/** So many changes of a sitting are shown at first. */
const SHOWN = 4;

export interface HistoryProps {
  readonly id: RecordId;
  readonly kind: string;
  readonly words: Words;
}

export function History({ id, kind, words }: HistoryProps): ReactNode {
  const { t } = useTranslation('records');
  const history = useRead((engine) => engine.history(id), ['records'], [id]);
  return (
    <section className={styles.history}>
      <h2>{t('history.title')}</h2>
      {history !== undefined && history.length === 0 && <p className="quiet">{t('history.none')}</p>}
      <ol>
        {history?.map((entry) => (
          <Entry key={entry.changeset} id={id} entry={entry} kind={kind} words={words} />
        ))}
      </ol>
    </section>
  );
}

interface EntryProps {
  readonly id: RecordId;
  readonly entry: HistoryEntry;
  readonly kind: string;
  readonly words: Words;
}

function Entry({ id, entry, kind, words }: EntryProps): ReactNode {
  const { t } = useTranslation(['records', 'record']);
  const [isWhole, setWhole] = useState(false);
  const { author, claimed, changes, withheld, bundles } = entry;
  const shown = isWhole ? changes : changes.slice(0, SHOWN);
  return (
    <li className={styles.entry}>
      <AuthorName author={author} />
      <ClaimedMoment claimed={claimed} words={words} />
      {shown.length > 0 && (
        <ul className={styles.changes}>
          {shown.map(({ path, before, after, isDecision }) => (
            <li key={path}>
              <span className={styles.cell}>{cellName(kind, path, words)}</span>
              {isDecision === true && <Link href={cellPath(id, path)}>{t('history.decision')}</Link>}
              <Change from={cellText(kind, path, before, words)} to={cellText(kind, path, after, words)} />
            </li>
          ))}
        </ul>
      )}
      {changes.length > SHOWN && (
        <Button tone="plain" className={styles.moreChanges} aria-expanded={isWhole} onPress={() => setWhole(!isWhole)}>
          {isWhole ? t('history.fewer') : t('history.more', { count: changes.length - SHOWN })}
        </Button>
      )}
      {withheld.length > 0 && (
        <p className={styles.aside}>
          <Icon of={EyeOff} size="small" />
          {t('history.withheld', {
            levels: words.formats.list(withheld.map((level) => t(`record:level.${level}.name`))),
          })}
        </p>
      )}
      {bundles.length > 0 && (
        <p className={styles.aside}>
          <Icon of={Package} size="small" />
          {t('history.bundles', { codes: words.formats.list(bundles) })}
        </p>
      )}
    </li>
  );
}

/** "dice 9 nov, 16:20", and whether that clock can be believed. */
export function ClaimedMoment({
  claimed,
  words,
  as: Line = 'p',
}: {
  readonly claimed: HistoryEntry['claimed'];
  readonly words: Words;
  readonly as?: 'p' | 'span';
}): ReactNode {
  const { t } = useTranslation('records');
  const moment = words.formats.moment(claimed.time);
  return claimed.doubt === null ? (
    <Line className={styles.when}>{t('history.says', { moment })}</Line>
  ) : (
    <Line className={styles.doubt}>
      <Icon of={Clock} size="small" />
      {t('history.doubt', { moment })}
    </Line>
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
