// What the opening has to say, once, in plain words: the notebook's index had to be made again from the journal
// and the kept bundles, or this laptop's clock looks wrong. Dismissed by the person, not by time.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenReport } from '#renderer/engine/door.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import styles from './opening-notice.module.css';

export function OpeningNotice({ report }: { readonly report: OpenReport }): ReactNode {
  const { t } = useTranslation('app');
  const [isRead, setRead] = useState(false);
  const { rebuilt, clock } = report;
  if (isRead || (rebuilt === null && clock === null)) return null;
  const close = <Button onPress={() => setRead(true)}>{t('understood')}</Button>;
  return (
    <div data-region tabIndex={-1} className={styles.news}>
      {rebuilt !== null && (
        <Notice
          tone={rebuilt.missing > 0 ? 'danger' : 'wait'}
          title={t(`rebuilt.${rebuilt.cause}`)}
          actions={clock === null ? close : undefined}
        >
          <p>
            {rebuilt.missing > 0
              ? t('rebuilt.missing', { count: rebuilt.missing })
              : t('rebuilt.whole', { count: rebuilt.changesets })}
          </p>
        </Notice>
      )}
      {clock !== null && (
        <Notice tone="wait" title={t(`clock.${clock}`)} actions={close}>
          <p>{t('clock.next')}</p>
        </Notice>
      )}
    </div>
  );
}
