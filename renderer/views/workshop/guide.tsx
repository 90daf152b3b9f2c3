// The trainer's guide: before, during, when the network does not work, after; and the sheets to print.

import { Printer } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { GUIDE } from './guide-parts.ts';
import { PrintDialog } from './print-dialog.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import styles from './workshop.module.css';

export function Guide(): ReactNode {
  const { t } = useTranslation(['guide', 'workshop']);
  const [isPrinting, setPrinting] = useState(false);
  return (
    <Place
      title={t('title')}
      lede={t('lede')}
      crumbs={[{ label: t('workshop:title'), to: '/workshop' }, { label: t('title') }]}
      actionsStart={
        <LinkButton tone="plain" to="/workshop/room">
          {t('workshop:room')}
        </LinkButton>
      }
      actions={
        <Button tone="main" icon={Printer} onPress={() => setPrinting(true)}>
          {t('print')}
        </Button>
      }
    >
      <div className={sheet.halves}>
        {GUIDE.map(({ part, items }) => (
          <section key={part} className={sheet.sheet} aria-labelledby={part}>
            <h2 id={part}>{t(`${part}.title`)}</h2>
            <ol className={styles.guide}>
              {items.map((item) => (
                <li key={item}>{t(`${part}.${item}`)}</li>
              ))}
            </ol>
          </section>
        ))}
      </div>
      <PrintDialog isOpen={isPrinting} onClose={() => setPrinting(false)} />
    </Place>
  );
}
