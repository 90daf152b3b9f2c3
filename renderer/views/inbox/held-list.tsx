// What is held, and why, in words: what it is, that it is kept, and what to do about it. What never came is
// named by author and number, so that one knows what to ask for.

import { CircleDashed, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeldGroup, HeldView, MissingView } from '#renderer/engine/carry-views.ts';
import { problemWords } from '#renderer/i18n/problem-words.ts';
import { Fingerprint } from '#renderer/ui/fingerprint.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import styles from './inbox.module.css';

/** One line an author and reason: twenty changes of an unknown author are one thing to do. */
export function HeldList({ held }: { readonly held: readonly HeldGroup[] }): ReactNode {
  const { t, i18n } = useTranslation(['inbox', 'errors']);
  const { t: errors } = useTranslation('errors');
  const { t: road } = useTranslation('road');
  const wordsOf = useAuthorWords();
  return (
    <ul className={styles.held}>
      {held.map(({ author, reason, count }) => {
        const [what, ...rest] = problemWords(i18n, errors, reason);
        return (
          <li key={`${author.kid} ${reason.type}`}>
            <Icon of={Hourglass} size="small" />
            <div>
              <p>
                <b>{wordsOf(author)}</b> <span className="quiet">· {t('held.changes', { count })}</span>
              </p>
              <p>{what}</p>
              {reason.type === 'unknownAuthor' && (
                <p>
                  {road('held.enrol')} <Fingerprint id={author.kid} />
                </p>
              )}
              {rest.map((sentence) => (
                <p key={sentence} className="quiet">
                  {sentence}
                </p>
              ))}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** Of what one bundle brought. */
export const groupsOf = (held: readonly HeldView[]): readonly HeldGroup[] =>
  [...Map.groupBy(held, ({ author, reason }) => `${author.kid} ${reason.type}`).values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ ...first, count: more.length + 1 }],
  );

export function MissingList({ missing }: { readonly missing: readonly MissingView[] }): ReactNode {
  const { t } = useTranslation('inbox');
  const wordsOf = useAuthorWords();
  return (
    <ul className={styles.held}>
      {missing.map(({ author, from, to }) => (
        <li key={`${author.kid} ${from}`}>
          <Icon of={CircleDashed} size="small" />
          <div>
            <p>
              <b>{wordsOf(author)}</b>
            </p>
            <p>{from === to ? t('missing.one', { number: from }) : t('missing.several', { from, to })}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
