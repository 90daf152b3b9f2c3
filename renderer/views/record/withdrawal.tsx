// On the page of a record to which consent was taken back: that it was erased here, who has confirmed the same, who has
// not and since when, and what no confirmation covers.

import { CircleCheck, Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WithdrawalView } from '#renderer/engine/withdrawal-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { LinkButton } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { useAuthorWords } from './author-words.ts';
import styles from './withdrawal.module.css';

export function Withdrawal({ view }: { readonly view: WithdrawalView }): ReactNode {
  const { t } = useTranslation('consent');
  const { moment } = useFormats();
  const wordsOf = useAuthorWords();
  const { by, since, erasedAt, cells, confirmed, waiting } = view;
  const isKnown = confirmed.length + waiting.length > 0;
  return (
    <Notice
      tone={erasedAt === null ? 'wait' : 'info'}
      title={t(cells === null ? 'erasedTitle' : 'partTitle')}
      actions={waiting.length > 0 && <LinkButton to="/hand-over">{t('handOver')}</LinkButton>}
    >
      <p>{t('by', { name: wordsOf(by), when: moment(since) })}</p>
      <p>{erasedAt === null ? t('underWay') : t('erasedHere', { when: moment(erasedAt) })}</p>
      {isKnown && (
        <>
          <h2 className={styles.title}>{t('whoTitle')}</h2>
          <ul className={styles.who}>
            {confirmed.map(({ device, at }) => (
              <li key={device.kid}>
                <Icon of={CircleCheck} size="small" />
                <span>{t('confirmed', { name: wordsOf(device), when: moment(at) })}</span>
              </li>
            ))}
            {waiting.map(({ reader, since: given }) => (
              <li key={reader}>
                <Icon of={Clock} size="small" />
                <span>{t('waiting', { name: reader, when: moment(given) })}</span>
              </li>
            ))}
          </ul>
          <p>{t('beyond')}</p>
        </>
      )}
    </Notice>
  );
}
