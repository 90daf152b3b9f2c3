// Whose signatures this notebook knows: devices under their organisations, how many changes of each are here and
// when they were last heard; and keys nobody has vouched for yet, whose changes wait.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnownAuthor, TrustView } from '#renderer/engine/trust-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { Fingerprint } from '#renderer/ui/fingerprint.tsx';
import { Pages } from '#renderer/ui/pages.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { RosterFacts } from './roster-facts.tsx';
import { CloseKeyDialog } from './close-key-dialog.tsx';
import { isRootElsewhere, RootElsewhere } from './root-elsewhere.tsx';
import { SignatureDialog } from './signature-dialog.tsx';
import styles from './profile.module.css';

/** So many devices are seen at once. */
const PAGE = 20;
/** So few are found by looking; among more one may search. */
const FEW = 6;

export function AuthorsPart({ trust }: { readonly trust: TrustView }): ReactNode {
  const { t } = useTranslation('profile');
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState(0);
  const [deciding, setDeciding] = useState<KnownAuthor | null>(null);
  const [closing, setClosing] = useState<KnownAuthor | null>(null);
  const page = useRead(
    async (engine) => ({ from: wanted, text, ...(await engine.authors({ text, from: wanted, count: PAGE })) }),
    ['trust', 'records'],
    [text, wanted],
  );
  if (page === undefined) return null;
  const { total, authors, unknown, unknownTotal } = page;
  const mayDecide = trust.isSecretariat && !isRootElsewhere(trust);
  if (total + unknownTotal === 0 && page.text === '') {
    return (
      <EmptyPlace title={t('authors.empty')}>
        <p>{t('authors.emptyWords')}</p>
      </EmptyPlace>
    );
  }
  return (
    <div className={styles.stack}>
      <h2 className="hidden-visually">{t('parts.authors')}</h2>
      <p className="quiet">{t('authors.words')}</p>
      {trust.isSecretariat && !mayDecide && <RootElsewhere trust={trust} />}
      {(total > FEW || text !== '') && (
        <TextField
          label={t('authors.find')}
          type="search"
          value={text}
          onChange={(next) => {
            setText(next);
            setWanted(0);
          }}
          maxLength={200}
        />
      )}
      {total === 0 && <p role="status">{t('authors.none')}</p>}
      <ul className={styles.authors}>
        {authors.map((author) => (
          <AuthorCard
            key={author.kid}
            author={author}
            isSelf={author.kid === trust.device.kid}
            onClose={mayDecide && isStewardElsewhere(author, trust) ? () => setClosing(author) : null}
            onDecide={mayDecide && author.kid !== trust.device.kid ? () => setDeciding(author) : null}
          />
        ))}
        {unknown.map((kid) => (
          <li key={kid} className={styles.author}>
            <div>
              <h3>{t('authors.unknown')}</h3>
              <p className="small quiet">{t('authors.unknownWords')}</p>
            </div>
            <Fingerprint id={kid} />
          </li>
        ))}
      </ul>
      {unknownTotal > unknown.length && (
        <p className="quiet">{t('authors.unknownMore', { count: unknownTotal - unknown.length })}</p>
      )}
      <Pages label={t('parts.authors')} from={page.from} size={PAGE} total={total} onChange={setWanted} />
      <RosterFacts trust={trust} />
      {closing !== null && <CloseKeyDialog author={closing} onClose={() => setClosing(null)} />}
      {deciding !== null && <SignatureDialog author={deciding} onClose={() => setDeciding(null)} />}
    </div>
  );
}

interface AuthorCardProps {
  readonly author: KnownAuthor;
  readonly isSelf: boolean;
  /** of the key with which a steward vouches */
  readonly onClose: (() => void) | null;
  readonly onDecide: (() => void) | null;
}

const isStewardElsewhere = ({ scope, organisationKid }: KnownAuthor, { self }: TrustView): boolean =>
  scope.roles.includes('steward') && organisationKid !== self?.organisationKid;

function AuthorCard({ author, isSelf, onClose, onDecide }: AuthorCardProps): ReactNode {
  const { t } = useTranslation(['profile', 'roots']);
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
          {author.devices > 1 && <span className="quiet"> · {t('authors.devices', { count: author.devices })}</span>}
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
        {onClose !== null && (
          <Button tone="plain" onPress={onClose}>
            {t('roots:close.open')}
            <span className="hidden-visually">: {author.organisation}</span>
          </Button>
        )}
        {onDecide !== null && (
          <Button {...(author.revoked ? {} : { tone: 'danger' as const })} onPress={onDecide}>
            {t(author.revoked ? 'readmit.open' : 'revoke.open')}
            <span className="hidden-visually">: {author.name}</span>
          </Button>
        )}
      </div>
    </li>
  );
}
