// The conflicts that wait. Those between the same authors are offered together; each alone below.

import { ListChecks } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { InboxView } from '#renderer/engine/inbox-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useQuestions } from '#renderer/state/questions.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { Pages } from '#renderer/ui/pages.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { cellName } from '#renderer/views/record/cell-words.ts';
import { conflictPath, groupPath } from './conflict-path.ts';
import { usePart } from './use-part.ts';
import styles from './inbox.module.css';

export function ConflictList({ inbox }: { readonly inbox: InboxView }): ReactNode {
  const { t } = useTranslation(['inbox', 'conflicts']);
  const { t: records } = useTranslation(['records', 'record']);
  const language = useLanguage();
  const { questionOf } = useQuestions();
  const formats = useFormats();
  const wordsOf = useAuthorWords();
  const conflicts = usePart(inbox, 'conflicts');
  const groups = usePart(inbox, 'groups');
  if (conflicts.total === 0) return null;
  return (
    <section>
      <h2 className={styles.title}>
        {t('conflicts.title')} <span className="number">{formats.number(conflicts.total)}</span>
      </h2>
      <ul className={styles.groups}>
        {groups.entries.map(({ authors, count }) => (
          <li key={authors.map(({ kid }) => kid).join()}>
            <Link href={groupPath(authors.map(({ kid }) => kid))}>
              <Icon of={ListChecks} size="small" />
              {t('conflicts:together', { count, authors: formats.list(authors.map(wordsOf)) })}
            </Link>
          </li>
        ))}
      </ul>
      <Pages label={t('conflicts:groups')} {...groups.pages} />
      <ul className={styles.conflicts}>
        {conflicts.entries.map((conflict) => (
          <li key={`${conflict.row.id} ${conflict.cell}`}>
            <p className={styles.where}>
              <KindMark kind={conflict.row.kind} isHollow={conflict.row.state !== 'merged'} />
              <Link href={conflictPath(conflict)}>
                <b>{cellName(conflict.row.kind, conflict.cell, { t: records, formats, language, questionOf })}</b>
              </Link>
            </p>
            <p>
              <bdi>{conflict.row.title === '' ? t('untitled') : conflict.row.title}</bdi>
            </p>
            <p className="quiet small">{formats.list(conflict.authors.map(wordsOf))}</p>
          </li>
        ))}
      </ul>
      <Pages label={t('conflicts.title')} {...conflicts.pages} />
    </section>
  );
}
