// Whose signatures this notebook knows: devices under their organisations, how many changes of each are here and
// when they were last heard; and keys nobody has vouched for yet, whose changes wait.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrustView } from '#renderer/engine/trust-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { Fingerprint } from '#renderer/ui/fingerprint.tsx';
import { RevokeDevice } from './revoke-device.tsx';
import styles from './profile.module.css';

type KnownAuthor = TrustView['authors'][number];

export function AuthorsPart({ trust }: { readonly trust: TrustView }): ReactNode {
  const { t } = useTranslation('profile');
  const { compare } = useFormats();
  const [revoking, setRevoking] = useState<KnownAuthor | null>(null);
  if (trust.authors.length === 0 && trust.unknown.length === 0) {
    return (
      <EmptyPlace title={t('authors.empty')}>
        <p>{t('authors.emptyWords')}</p>
      </EmptyPlace>
    );
  }
  const authors = [...trust.authors].sort((a, b) => compare(a.organisation, b.organisation) || compare(a.name, b.name));
  return (
    <div className={styles.stack}>
      <h2 className="hidden-visually">{t('parts.authors')}</h2>
      <p className="quiet">{t('authors.words')}</p>
      <ul className={styles.authors}>
        {authors.map((author) => (
          <AuthorCard
            key={author.kid}
            author={author}
            isSelf={author.kid === trust.device.kid}
            onRevoke={
              trust.isSecretariat && author.kid !== trust.device.kid && !author.revoked
                ? () => setRevoking(author)
                : null
            }
          />
        ))}
        {trust.unknown.map((kid) => (
          <li key={kid} className={styles.author}>
            <div>
              <h3>{t('authors.unknown')}</h3>
              <p className="small quiet">{t('authors.unknownWords')}</p>
            </div>
            <Fingerprint id={kid} />
          </li>
        ))}
      </ul>
      {revoking !== null && <RevokeDevice author={revoking} onClose={() => setRevoking(null)} />}
    </div>
  );
}

interface AuthorCardProps {
  readonly author: KnownAuthor;
  readonly isSelf: boolean;
  readonly onRevoke: (() => void) | null;
}

function AuthorCard({ author, isSelf, onRevoke }: AuthorCardProps): ReactNode {
  const { t } = useTranslation('profile');
  const { day } = useFormats();
  return (
    <li className={styles.author}>
      <div>
        <h3>
          <bdi>{author.name}</bdi> {isSelf && <span className={styles.badge}>{t('authors.self')}</span>}
          {author.revoked && <span className={styles.badgeDanger}>{t('authors.revoked')}</span>}
        </h3>
        <p>
          <bdi>{author.organisation}</bdi>
        </p>
        <p className="small quiet">
          {author.scope.roles.map((role) => t(`role.${role}`)).join(', ')} ·{' '}
          {t('authors.changesets', { count: author.changesets })} ·{' '}
          {author.lastHeard === null
            ? t('authors.neverHeard')
            : t('authors.lastHeard', { when: day(author.lastHeard, 'short') })}
        </p>
      </div>
      <div className={styles.authorEnd}>
        <Fingerprint id={author.kid} />
        {onRevoke !== null && (
          <Button tone="danger" onPress={onRevoke}>
            {t('revoke.open')}
            <span className="hidden-visually">: {author.name}</span>
          </Button>
        )}
      </div>
    </li>
  );
}
