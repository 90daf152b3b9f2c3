// Where a spreadsheet is dropped or chosen.

import { FolderOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { DropZone } from 'react-aria-components/DropZone';
import { Text } from 'react-aria-components/Text';
import { Icon } from '#renderer/ui/icon.tsx';
import type { NamedFile } from '#shared/wire/files.ts';
import styles from './spreadsheet.module.css';

export interface SheetInProps {
  readonly words: Readonly<Record<'title' | 'words' | 'drop' | 'choose' | 'looking', string>>;
  readonly isBusy: boolean;
  readonly onPick: () => void;
  readonly onFile: (file: NamedFile) => void;
}

export function SheetIn({ words, isBusy, onPick, onFile }: SheetInProps): ReactNode {
  return (
    <section aria-labelledby="sheet-in" className={styles.half}>
      <h2 id="sheet-in">{words.title}</h2>
      <p>{words.words}</p>
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
          <b>{words.drop}</b> <span className="quiet">.xlsx</span>
        </Text>
        <AriaButton className={styles.choose ?? ''} onPress={onPick}>
          {words.choose}
        </AriaButton>
      </DropZone>
      <p role="status">{isBusy && words.looking}</p>
    </section>
  );
}

const named = async (file: File): Promise<NamedFile> => ({
  name: file.name,
  bytes: new Uint8Array(await file.arrayBuffer()),
});
