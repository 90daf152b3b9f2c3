// Which copy: chosen in the system's own dialog, named here by its file.

import { FileSearch } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { PickedFile } from '#shared/wire/files.ts';
import type { Desktop } from '#shared/wire/ipc.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import styles from './recovery.module.css';

export interface PickCopyProps {
  readonly desktop: Pick<Desktop, 'backupPick'>;
  readonly copy: PickedFile | null;
  readonly onCopy: (copy: PickedFile) => void;
  readonly onProblem: (problem: DiskProblem) => void;
  readonly hint: string;
}

export function PickCopy({ desktop, copy, onCopy, onProblem, hint }: PickCopyProps): ReactNode {
  const { t } = useTranslation('recovery');
  const { size } = useFormats();
  const pick = async (): Promise<void> => {
    const picked = await desktop.backupPick();
    if (!picked.ok) onProblem(picked.error);
    else if (picked.value !== null) onCopy(picked.value);
  };
  return (
    <div className={styles.stack}>
      <div>
        <Button icon={FileSearch} onPress={() => void pick()}>
          {copy === null ? t('pick.button') : t('pick.other')}
        </Button>
      </div>
      <p className="small quiet">
        {copy === null ? hint : t('pick.picked', { name: copy.name, size: size(copy.size) })}
      </p>
    </div>
  );
}
