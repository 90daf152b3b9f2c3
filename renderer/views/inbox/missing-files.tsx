// The attachments that did not come: of which record, whose, and who else had them on the way.

import { Paperclip } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { InboxView } from '#renderer/engine/inbox-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { Pages } from '#renderer/ui/pages.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { usePart } from './use-part.ts';
import styles from './inbox.module.css';

export function MissingFiles({ inbox }: { readonly inbox: InboxView }): ReactNode {
  const { t } = useTranslation(['inbox', 'road']);
  const { list, size } = useFormats();
  const wordsOf = useAuthorWords();
  const { files } = inbox;
  const { entries, pages } = usePart(inbox, 'missingFiles');
  if (files.missing + files.held === 0) return null;
  return (
    <section>
      <h2 className={styles.title}>{t('files.title')}</h2>
      {files.missing > 0 && <p className={styles.help}>{t('files.missing', { count: files.missing })}</p>}
      {files.held > 0 && <p className={styles.help}>{t('files.held', { count: files.held })}</p>}
      <ul className={styles.held}>
        {entries.map(({ digest, row, size: bytes, author, hadBy }) => (
          <li key={digest}>
            <Icon of={Paperclip} size="small" />
            <div>
              <p>
                {t('road:file.of')}{' '}
                <Link href={`/record/${row.id}`} className={styles.fileOf} lang={row.language}>
                  <bdi>{row.title === '' ? t('untitled') : row.title}</bdi>
                </Link>{' '}
                <span className="quiet">· {size(bytes)}</span>
              </p>
              <p>
                {t('road:file.author', { author: wordsOf(author) })}{' '}
                {hadBy.length > 0 && t('road:file.hadBy', { devices: list(hadBy.map(wordsOf)) })}
              </p>
            </div>
          </li>
        ))}
      </ul>
      <Pages label={t('files.title')} {...pages} />
    </section>
  );
}
