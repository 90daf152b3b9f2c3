// The relatorías on this device, and the way to begin one.

import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { go } from '#renderer/state/route.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { StateTrack } from '#renderer/ui/state-track.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import { RELATORIA_KIND } from '#shared/record/kinds.ts';
import styles from './relatoria.module.css';

export function Relatorias(): ReactNode {
  const { t } = useTranslation('relatoria');
  const page = useRead((engine) => engine.list({ kinds: [RELATORIA_KIND] }), ['records', 'drafts']);
  const { day } = useFormats();
  return (
    <Place title={t('title')} lede={t('lede')} actions={<BeginRelatoria />}>
      {page !== undefined && page.total === 0 && <EmptyPlace title={t('empty.title')}>{t('empty.words')}</EmptyPlace>}
      <ul className={styles.list}>
        {page?.rows.map((row) => (
          <li key={row.id}>
            <KindMark kind={row.kind} isHollow={row.state !== 'merged'} />
            <Link href={`/relatoria/${row.id}`}>
              <bdi>{row.title === '' ? t('untitled') : row.title}</bdi>
            </Link>
            <span className="quiet">{row.changedAt === '' ? '' : day(row.changedAt, 'short')}</span>
            <StateTrack state={row.state} />
          </li>
        ))}
      </ul>
    </Place>
  );
}

function BeginRelatoria(): ReactNode {
  const { t } = useTranslation('relatoria');
  const engine = useEngine();
  const language = useLanguage();
  const { showProblem } = useToast();
  const [isWorking, setWorking] = useState(false);
  const begin = async (): Promise<void> => {
    setWorking(true);
    const begun = await engine.beginRecord(RELATORIA_KIND, language);
    setWorking(false);
    if (begun.ok) go(`/record/${begun.value}/edit/frame`);
    else showProblem(begun.error);
  };
  return (
    <Button tone="main" icon={Plus} isPending={isWorking} onPress={() => void begin()}>
      {t('begin')}
    </Button>
  );
}
