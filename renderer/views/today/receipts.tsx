// The last signed receipts: one tick, stored by a letterbox; two ticks, merged by the secretariat.

import { Check, CheckCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReceiptView } from '#renderer/engine/today-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { SectionHead } from './section-head.tsx';
import styles from './today.module.css';

const SHOWN = 4;

export function Receipts({ receipts }: { readonly receipts: readonly ReceiptView[] }): ReactNode {
  const { t } = useTranslation('today');
  const { day } = useFormats();
  return (
    <section>
      <SectionHead
        title={t('receiptsTitle')}
        isThin
        {...(receipts.length > 0 ? { link: { to: '/hand-over', words: t('receiptsAll') } } : {})}
      />
      {receipts.length === 0 ? (
        <p className={styles.noReceipts}>{t('receiptsEmpty')}</p>
      ) : (
        <ul>
          {receipts.slice(0, SHOWN).map((receipt) => (
            <li key={`${receipt.bundle} ${receipt.kind}`} className={styles.receipt}>
              <Icon of={receipt.kind === 'merged' ? CheckCheck : Check} />
              <div>
                <p>
                  <b>{receipt.code}</b> · {t('records', { count: receipt.records })}
                </p>
                <p className="small quiet">
                  {t(`receipt_${receipt.kind}`, { from: receipt.from, when: day(receipt.at, 'short') })}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
