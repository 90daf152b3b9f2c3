// Likely duplicates in the inbox: pairs that may tell of one event, the likeliest first, each with why. It says
// how far comparing is, and what was not compared.

import { Files } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { DuplicatesView } from '#renderer/engine/inbox-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { LinkButton } from '#renderer/ui/button.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { reasonWords } from './reason-words.ts';
import styles from './inbox.module.css';
import own from './likely-duplicates.module.css';

type Pair = DuplicatesView['pairs'][number];

const SHOWN = 5;

export const useDuplicates = (): DuplicatesView | undefined =>
  useRead((engine) => engine.duplicates(), ['duplicates', 'records']);

export const pairPath = ({ a, b }: { readonly a: Named; readonly b: Named }): string => `/inbox/pair/${a.id}/${b.id}`;

type Named = Pick<Pair['a'], 'id'>;

/** Nothing where there is nothing to say. */
export function LikelyDuplicates({ view }: { readonly view: DuplicatesView | undefined }): ReactNode {
  const { t } = useTranslation('duplicates');
  const formats = useFormats();
  if (view === undefined) return null;
  const { pairs, total, compared, of, crowded } = view;
  const first = pairs[0];
  const isComparing = compared < of;
  if (first === undefined && !isComparing) return null;
  return (
    <section aria-labelledby="duplicates">
      <h2 id="duplicates" className={styles.title}>
        {t('title')} {total > 0 && <span className="number">{formats.number(total)}</span>}
      </h2>
      <p className={styles.help}>{t('help')}</p>
      <p role="status" className={styles.help}>
        {isComparing && t('comparing', { compared: formats.number(compared), of: formats.number(of) })}
      </p>
      <ul className={own.pairs}>
        {pairs.slice(0, SHOWN).map((pair) => (
          <PairLine key={`${pair.a.id} ${pair.b.id}`} pair={pair} />
        ))}
      </ul>
      {total > SHOWN && <p className={styles.help}>{t('more', { count: total - SHOWN })}</p>}
      {crowded > 0 && <p className={styles.help}>{t('crowded', { count: crowded })}</p>}
      {first !== undefined && (
        <LinkButton icon={Files} to={pairPath(first)} className={own.compare}>
          {t('compare', { count: total })}
        </LinkButton>
      )}
    </section>
  );
}

function PairLine({ pair }: { readonly pair: Pair }): ReactNode {
  const { t } = useTranslation('duplicates');
  const formats = useFormats();
  const titleOf = ({ title }: Pair['a']): string => (title === '' ? t('untitled') : title);
  return (
    <li>
      <Link href={pairPath(pair)}>
        {[pair.a, pair.b].map((row) => (
          <span key={row.id} className={own.line}>
            <KindMark kind={row.kind} isHollow={row.state !== 'merged'} />
            <bdi lang={row.language === '' ? undefined : row.language}>{titleOf(row)}</bdi>
          </span>
        ))}
      </Link>
      <p className="quiet small">{reasonWords(pair.reasons, t, formats)}</p>
    </li>
  );
}
