// Who wrote in a record: people know devices by the name they gave them and the organisation that vouches.

import { CircleHelp, Laptop, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuthorView } from '#renderer/engine/trust-views.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { shortCodeOf } from '#shared/base/ids.ts';
import styles from './record.module.css';

export function Authors({ authors }: { readonly authors: readonly AuthorView[] }): ReactNode {
  const { t } = useTranslation('records');
  return (
    <section className={styles.authors}>
      <h2>{t('authors.title')}</h2>
      <ul>
        {authors.map((author) => (
          <li key={author.kid}>
            <AuthorName author={author} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One author, in a line. */
export function AuthorName({ author }: { readonly author: AuthorView }): ReactNode {
  const { t } = useTranslation('records');
  if (!author.known && !author.isThisDevice) {
    return (
      <span className={styles.author}>
        <Icon of={CircleHelp} size="small" />
        <span>{t('authors.unknown', { code: shortCodeOf(author.kid) })}</span>
      </span>
    );
  }
  const name = author.name === '' ? shortCodeOf(author.kid) : author.name;
  return (
    <span className={styles.author}>
      <Icon of={author.isThisDevice ? Laptop : UserRound} size="small" />
      <span>
        <bdi className={styles.authorName}>
          {author.isThisDevice ? t('authors.here') : author.isLostDevice ? t('authors.lost') : name}
        </bdi>
        {author.organisation !== '' && <span className={styles.organisation}>{author.organisation}</span>}
      </span>
    </span>
  );
}
