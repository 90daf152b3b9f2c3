// The right half: where a bundle is dropped, chosen or fetched, and what each one held.

import { CircleStop, FolderOpen, Mailbox, Wifi } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { DropZone } from 'react-aria-components/DropZone';
import { Text } from 'react-aria-components/Text';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { HandOverView } from '#renderer/engine/carry-views.ts';
import type { TakeInDesk } from '#renderer/state/take-in.tsx';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { LeftOnNetwork } from '#renderer/views/network/left.tsx';
import type { NamedFile } from '#shared/wire/files.ts';
import { CarryOffer } from './carry-offer.tsx';
import { ReportCard } from './report-card.tsx';
import styles from './hand-over.module.css';

export interface TakeHalfProps {
  readonly desk: TakeInDesk;
  readonly letterboxes: HandOverView['letterboxes'];
  readonly mayReceive: boolean;
}

export function TakeHalf({ desk, letterboxes, mayReceive }: TakeHalfProps): ReactNode {
  const { t } = useTranslation(['handover', 'network']);
  return (
    <section aria-labelledby="take" className={styles.take}>
      <div className={styles.head}>
        <h2 id="take">{t('take.title')}</h2>
        <p>{t('take.promise')}</p>
      </div>
      <DropZone
        className={styles.drop ?? ''}
        getDropOperation={(types) => (types.has('text/plain') ? 'cancel' : 'copy')}
        onDrop={({ items }) => {
          const files = items.filter((item) => item.kind === 'file');
          void Promise.all(files.map(async (item) => fileOf(await item.getFile()))).then(desk.takeFiles);
        }}
      >
        <Icon of={FolderOpen} size="large" />
        <Text slot="label">
          <b>{t('take.drop')}</b> <span className="quiet">.quipu</span>
        </Text>
        <AriaButton className={styles.choose ?? ''} onPress={() => void desk.pick()}>
          {t('take.choose')}
        </AriaButton>
      </DropZone>
      {letterboxes.map((letterbox) => (
        <div key={letterbox.url}>
          <Button
            icon={letterbox.isNearby ? Wifi : Mailbox}
            isPending={desk.current === letterbox.name}
            onPress={() => void desk.fetchFrom(letterbox)}
          >
            {t('take.fetch', { name: letterbox.name })}
          </Button>
        </div>
      ))}
      {mayReceive && (
        <div>
          <LinkButton icon={Wifi} to="/hand-over/network">
            {t('network:title')}
          </LinkButton>
        </div>
      )}
      <LeftOnNetwork />
      <div role="status" className={styles.now}>
        {desk.current !== null && <p>{t('take.looking', { name: desk.current })}</p>}
        {desk.progress !== null && <p>{t('take.progress', desk.progress)}</p>}
        {desk.left.length > 0 && <p>{t('take.left', { count: desk.left.length })}</p>}
        {desk.isNothingNew && <p>{t('take.nothingNew')}</p>}
      </div>
      {desk.progress !== null && (
        <div>
          <Button icon={CircleStop} onPress={desk.stop}>
            {t('take.stop')}
          </Button>
        </div>
      )}
      {desk.left.length > 0 && (
        <div>
          <Button icon={FolderOpen} onPress={() => void desk.takeFiles(desk.left)}>
            {t('take.goOn')}
          </Button>
        </div>
      )}
      {desk.problem !== null && <ErrorText problem={desk.problem} />}
      {desk.taken.map(({ key, report, sealed }, at) => (
        <Fragment key={key}>
          <ReportCard report={report} isOpen={at === 0} />
          {sealed !== undefined && <CarryOffer bytes={sealed} />}
        </Fragment>
      ))}
      {desk.earlier > 0 && (
        <p>
          <Link href="/inbox">{t('take.earlier', { count: desk.earlier })}</Link>
        </p>
      )}
      {desk.taken.length === 0 && desk.current === null && <p className="quiet">{t('take.empty')}</p>}
    </section>
  );
}

async function fileOf(file: File): Promise<NamedFile> {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
