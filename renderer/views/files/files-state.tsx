// How many of the files are on this device and how many are not yet, said above the list; and the mark of one that is
// not: its record came first, since a record never waits for its files.

import { Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '#renderer/ui/icon.tsx';
import type { Digest } from '#shared/base/ids.ts';
import type { Attachment } from '#shared/record/attachment.ts';
import styles from './files.module.css';

export interface FilesStateProps {
  readonly files: readonly Attachment[];
  readonly isHere: (digest: Digest) => boolean;
}

/** Nothing where all are here: then there is nothing to say. */
export function FilesState({ files, isHere }: FilesStateProps): ReactNode {
  const { t } = useTranslation('files');
  const here = files.filter(({ digest }) => isHere(digest)).length;
  if (here === files.length) return null;
  return (
    <p className={styles.state}>
      {t('state.here', { count: here, of: files.length })} {t('state.away', { count: files.length - here })}
    </p>
  );
}

export function NotYet(): ReactNode {
  const { t } = useTranslation('files');
  return (
    <>
      {' · '}
      <span className={styles.notYet}>
        <Icon of={Clock} size="small" /> {t('notYet')}
      </span>
    </>
  );
}
