// The conflicts that wait. Those between the same authors are offered together; each alone below.

import { ListChecks } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { InboxView } from '#renderer/engine/inbox-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { cellName } from '#renderer/views/record/cell-words.ts';
import { otherIn } from '#shared/merge/same-event.ts';
import { conflictPath, groupPath } from './conflict-path.ts';
import styles from './inbox.module.css';

type Conflicts = InboxView['conflicts'];

/** So many stand here one by one; the others come as these are decided. */
const SHOWN = 50;

export function ConflictList({ conflicts }: { readonly conflicts: Conflicts }): ReactNode {
  const { t } = useTranslation(['inbox', 'conflicts']);
  const { t: records } = useTranslation(['records', 'record']);
  const language = useLanguage();
  const formats = useFormats();
  const wordsOf = useAuthorWords();
  return (
    <section>
      <h2 className={styles.title}>
        {t('conflicts.title')} <span className="number">{formats.number(conflicts.length)}</span>
      </h2>
      <ul className={styles.groups}>
        {groupsOf(conflicts).map(({ authors, count }) => (
          <li key={authors.map(({ kid }) => kid).join()}>
            <Link href={groupPath(authors.map(({ kid }) => kid))}>
              <Icon of={ListChecks} size="small" />
              {t('conflicts:together', { count, authors: formats.list(authors.map(wordsOf)) })}
            </Link>
          </li>
        ))}
      </ul>
      <ul className={styles.conflicts}>
        {conflicts.slice(0, SHOWN).map((conflict) => (
          <li key={`${conflict.row.id} ${conflict.cell}`}>
            <p className={styles.where}>
              <KindMark kind={conflict.row.kind} isHollow={conflict.row.state !== 'merged'} />
              <Link href={conflictPath(conflict)}>
                <b>{cellName(conflict.row.kind, conflict.cell, { t: records, formats, language })}</b>
              </Link>
            </p>
            <p>
              <bdi>{conflict.row.title === '' ? t('untitled') : conflict.row.title}</bdi>
            </p>
            <p className="quiet small">{formats.list(conflict.authors.map(wordsOf))}</p>
          </li>
        ))}
      </ul>
      {conflicts.length > SHOWN && (
        <p className={styles.help}>{t('conflicts:more', { count: conflicts.length - SHOWN })}</p>
      )}
    </section>
  );
}

/** Two or more between the very same authors, the most first. */
function groupsOf(conflicts: Conflicts) {
  const groups = Map.groupBy(
    conflicts.filter(({ cell }) => otherIn(cell) === undefined),
    ({ authors }) =>
      authors
        .map(({ kid }) => kid)
        .sort()
        .join(),
  );
  return [...groups.values()]
    .map((members) => ({ authors: members[0]?.authors ?? [], count: members.length }))
    .filter(({ count }) => count > 1)
    .sort((a, b) => b.count - a.count);
}
