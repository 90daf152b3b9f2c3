// On the page of a record to which consent was taken back: by whom, to what, that it was erased here, who has confirmed
// the same, who has not and since when, and what no confirmation covers. What somebody without a right to it asked is
// shown too: nothing of it was done.

import { CircleCheck, Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TakenBack, WithdrawalView } from '#renderer/engine/withdrawal-views.ts';
import { LinkButton } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { useAuthorWords } from './author-words.ts';
import { cellName, type Words } from './cell-words.ts';
import styles from './withdrawal.module.css';

export interface WithdrawalProps {
  readonly view: WithdrawalView;
  readonly kind: string;
  readonly words: Words;
}

export function Withdrawal({ view, kind, words }: WithdrawalProps): ReactNode {
  return (
    <>
      {view.heeded.length > 0 && <Heeded view={view} kind={kind} words={words} />}
      {view.ignored.length > 0 && <Ignored asked={view.ignored} />}
    </>
  );
}

function Heeded({ view, kind, words }: WithdrawalProps): ReactNode {
  const { t } = useTranslation('consent');
  const { moment } = words.formats;
  const wordsOf = useAuthorWords();
  const { heeded, isWhole, since, erasedAt, confirmed, waiting } = view;
  const isKnown = confirmed.length + waiting.length > 0;
  return (
    <Notice
      tone={erasedAt === null ? 'wait' : 'info'}
      title={t(isWhole ? 'erasedTitle' : 'partTitle')}
      actions={waiting.length > 0 && <LinkButton to="/hand-over">{t('handOver')}</LinkButton>}
    >
      {heeded.map(({ by, cells, isOwnWords, reason }, at) => (
        <p key={at}>
          {cells === null
            ? t(isOwnWords ? 'byOwn' : 'byWhole', { name: wordsOf(by) })
            : t('byPart', { name: wordsOf(by), list: words.formats.list(namesOf(kind, cells, words)) })}
          {reason !== '' && ` ${t('because', { reason })}`}
        </p>
      ))}
      <p>{t('since', { when: moment(since) })}</p>
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

function Ignored({ asked }: { readonly asked: readonly TakenBack[] }): ReactNode {
  const { t } = useTranslation('consent');
  const wordsOf = useAuthorWords();
  const names = [...new Set(asked.map(({ by }) => wordsOf(by)))];
  return (
    <Notice tone="wait" title={t('ignoredTitle')}>
      {names.map((name) => (
        <p key={name}>{t('ignored', { name })}</p>
      ))}
      <p>{t('whoMay')}</p>
    </Notice>
  );
}

const namesOf = (kind: string, cells: readonly string[], words: Words): readonly string[] => [
  ...new Set(cells.map((path) => cellName(kind, path, words))),
];
