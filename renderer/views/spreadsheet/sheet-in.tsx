// Where a filled spreadsheet is dropped or chosen.

import { FolderOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { DropZone } from 'react-aria-components/DropZone';
import { Text } from 'react-aria-components/Text';
import { useTranslation } from 'react-i18next';
import { Icon } from '#renderer/ui/icon.tsx';
import type { NamedFile } from '#shared/wire/files.ts';
import styles from './spreadsheet.module.css';

export interface SheetInProps {
  readonly isBusy: boolean;
  readonly onPick: () => void;
  readonly onFile: (file: NamedFile) => void;
}

export function SheetIn({ isBusy, onPick, onFile }: SheetInProps): ReactNode {
  const { t } = useTranslation('spreadsheet');
  return (
    <section aria-labelledby="sheet-in" className={styles.half}>
      <h2 id="sheet-in">{t('in.title')}</h2>
      <p>{t('in.words')}</p>
      <DropZone
        className={styles.drop ?? ''}
        getDropOperation={(types) => (types.has('text/plain') ? 'cancel' : 'copy')}
        onDrop={({ items }) => {
          const item = items.find((each) => each.kind === 'file');
          if (item !== undefined) void item.getFile().then(named).then(onFile);
        }}
      >
        <Icon of={FolderOpen} size="large" />
        <Text slot="label">
          <b>{t('in.drop')}</b> <span className="quiet">.xlsx</span>
        </Text>
        <AriaButton className={styles.choose ?? ''} onPress={onPick}>
          {t('in.choose')}
        </AriaButton>
      </DropZone>
      <p role="status">{isBusy && t('in.looking')}</p>
    </section>
  );
}

const named = async (file: File): Promise<NamedFile> => ({
  name: file.name,
  bytes: new Uint8Array(await file.arrayBuffer()),
});
