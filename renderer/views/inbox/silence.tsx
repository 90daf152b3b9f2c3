// Who has not been heard from, the longest silent first: by what arrived here, with what its own clock said beside it.
// Whoever handed something over this week is not in the list.

import { Clock } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxParts, InboxView } from '#renderer/engine/inbox-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Pages } from '#renderer/ui/pages.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { usePart } from './use-part.ts';
import styles from './inbox.module.css';

const SHOWN = 5;

type Silent = InboxParts['silence'];

export function Silence({ inbox }: { readonly inbox: InboxView }): ReactNode {
  const { t } = useTranslation('road');
  const wordsOf = useAuthorWords();
  const [isWhole, setWhole] = useState(false);
  const { number } = useFormats();
  const { total, entries, pages } = usePart(inbox, 'silence');
  if (total === 0) return null;
  return (
    <section>
      <h2 className={styles.title}>
        {t('silence.title')} <span className="number">{number(total)}</span>
      </h2>
      <ul className={styles.held}>
        {(isWhole ? entries : entries.slice(0, SHOWN)).map((each) => (
          <li key={each.author.kid}>
            <Icon of={Clock} size="small" />
            <div>
              <p>
                <b>{wordsOf(each.author)}</b>
              </p>
              <SilentWords silent={each} />
            </div>
          </li>
        ))}
      </ul>
      {isWhole && <Pages label={t('silence.title')} {...pages} />}
      {total > SHOWN && (
        <Button tone="plain" aria-expanded={isWhole} onPress={() => setWhole(!isWhole)}>
          {isWhole ? t('silence.fewer') : t('silence.more', { count: total - SHOWN })}
        </Button>
      )}
    </section>
  );
}

function SilentWords({ silent: { arrived, days, claimed } }: { readonly silent: Silent }): ReactNode {
  const { t } = useTranslation('road');
  const { moment } = useFormats();
  return (
    <p>
      {arrived === null
        ? t('silence.never')
        : days === 0
          ? t('silence.today')
          : t('silence.days', { count: days ?? 0 })}{' '}
      {claimed !== null &&
        t(claimed.doubt === null ? 'silence.claimed' : 'silence.doubt', { moment: moment(claimed.time) })}
    </p>
  );
}
