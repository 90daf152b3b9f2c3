// Before a journey: hand over, look at the receipts, erase. The receipts decide what is said to be safe; what erasing
// does and what it does not do stand beside the button, before it is pressed.

import { Check, CheckCheck, Eraser, Send } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeavingView } from '#renderer/engine/leaving-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { LeavingFacts, SAFE, UNSAFE } from './leaving-facts.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import styles from './travel.module.css';

export function Travel({ onErase }: { readonly onErase: () => Promise<void> }): ReactNode {
  const { t } = useTranslation(['travel', 'profile']);
  const leaving = useRead((engine) => engine.leaving(), ['records', 'drafts', 'deliveries', 'inbox', 'trust']);
  const [isAsking, setAsking] = useState(false);
  const mustHandOver = leaving !== undefined && leaving.toHandOver > 0;
  return (
    <Place
      title={t('title')}
      lede={t('lede')}
      crumbs={[{ label: t('profile:parts.device'), to: '/profile?part=device' }, { label: t('title') }]}
      actions={
        leaving !== undefined && (
          <>
            <Button tone="danger" icon={Eraser} onPress={() => setAsking(true)}>
              {t('erase')}
            </Button>
            {mustHandOver && (
              <LinkButton tone="main" icon={Send} to="/hand-over">
                {t('handOver')}
              </LinkButton>
            )}
          </>
        )
      }
    >
      {leaving !== undefined && (
        <>
          <div className={sheet.halves}>
            <Safe leaving={leaving} />
            <Erasing />
          </div>
          {isAsking && <EraseDialog leaving={leaving} onClose={() => setAsking(false)} onErase={onErase} />}
        </>
      )}
    </Place>
  );
}

function Safe({ leaving }: { readonly leaving: LeavingView }): ReactNode {
  const { t } = useTranslation('travel');
  const { day } = useFormats();
  return (
    <section className={sheet.sheet} aria-labelledby="safe">
      <h2 id="safe">{t('safe')}</h2>
      <LeavingFacts leaving={leaving} names={[...SAFE, ...UNSAFE]} always={3} />
      {leaving.unfinished > 0 && (
        <div>
          <LinkButton to="/today">{t('drafts')}</LinkButton>
        </div>
      )}
      <h3>{t('receipts')}</h3>
      {leaving.receipts.length === 0 ? (
        <p className="quiet">{t('noReceipts')}</p>
      ) : (
        <ul className={styles.receipts}>
          {leaving.receipts.map(({ bundle, code, kind, from, at }) => (
            <li key={`${bundle} ${kind} ${from}`}>
              <Icon of={kind === 'merged' ? CheckCheck : Check} size="small" />
              <span>
                <b>{code}</b> <span className="quiet">{t(`receipt_${kind}`, { from, when: day(at, 'short') })}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Erasing(): ReactNode {
  const { t } = useTranslation('travel');
  return (
    <section className={sheet.sheet} aria-labelledby="does">
      <h2 id="does">{t('does')}</h2>
      <ul className={styles.words}>
        {(['does1', 'does2', 'does3', 'does4'] as const).map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <h3>{t('doesNot')}</h3>
      <ul className={styles.words}>
        {(['not1', 'not2', 'not3', 'not4'] as const).map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <p>{t('after')}</p>
    </section>
  );
}
