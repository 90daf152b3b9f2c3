// On the page of a record: which others were said to tell of the same event, and a way to part it from them.

import { Link2, Unlink2 } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { useDeed } from '#renderer/state/use-deed.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import type { RecordId } from '#shared/base/ids.ts';
import styles from './same-event.module.css';

const SHOWN = 4;

export function SameEvent({ id }: { readonly id: RecordId }): ReactNode {
  const { t } = useTranslation('duplicates');
  const engine = useEngine();
  const run = useDeed();
  const view = useRead((door) => door.sameEvent(id), ['records', 'inbox'], [id]);
  if (view === undefined || view.others.length === 0) return null;
  const pairs = view.links.map((link) => [id, link] as const);
  return (
    <div className={styles.event}>
      <p>
        <Icon of={Link2} size="small" /> <b>{t('event.same')}</b>{' '}
        {view.others.slice(0, SHOWN).map((row, at) => (
          <Fragment key={row.id}>
            {at > 0 && ' · '}
            <Link href={`/record/${row.id}`}>
              <bdi>{row.title === '' ? t('untitled') : row.title}</bdi>
            </Link>
          </Fragment>
        ))}
        {view.others.length > SHOWN && ` ${t('event.more', { count: view.others.length - SHOWN })}`}
      </p>
      <Button tone="plain" icon={Unlink2} onPress={() => void run(engine.judgeSame(pairs, null), t('event.parted'))}>
        {t('event.part')}
      </Button>
    </div>
  );
}
