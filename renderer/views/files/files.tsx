// The attachments of a record, to look at: what each is, whether it is on this device or has not arrived yet, saving
// it as a file of its own, and pictures in a dialog.

import { Download, Eye } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import type { Digest } from '#shared/base/ids.ts';
import type { Attachment } from '#shared/record/attachment.ts';
import { FileFacts } from './file-facts.tsx';
import { FilesState, NotYet } from './files-state.tsx';
import { isSound, ListenToFile } from './listen-to-file.tsx';
import { isPicture, usePicture } from './use-picture.ts';
import styles from './files.module.css';

export interface FilesProps {
  readonly files: readonly Attachment[];
  readonly here: readonly Digest[];
}

export function Files({ files, here }: FilesProps): ReactNode {
  const [looked, setLooked] = useState<Attachment | null>(null);
  return (
    <>
      <FilesState files={files} isHere={(digest) => here.includes(digest)} />
      <ul className={styles.files}>
        {files.map((file, at) => (
          <li key={`${file.digest} ${at}`} className={styles.file}>
            <ShownFile file={file} isHere={here.includes(file.digest)} onLook={() => setLooked(file)} />
          </li>
        ))}
      </ul>
      {looked !== null && <PictureDialog file={looked} onClose={() => setLooked(null)} />}
    </>
  );
}

interface ShownFileProps {
  readonly file: Attachment;
  readonly isHere: boolean;
  readonly onLook: () => void;
}

function ShownFile({ file, isHere, onLook }: ShownFileProps): ReactNode {
  const { t } = useTranslation('files');
  const engine = useEngine();
  const { show, showProblem } = useToast();
  const save = async (): Promise<void> => {
    const saved = await engine.saveFile(file);
    if (!saved.ok) showProblem(saved.error);
    else if (saved.value !== null) show(t('saved', { name: saved.value.name }));
  };
  return (
    <>
      <FileFacts file={file} isHere={isHere}>
        {isHere ? ` · ${t('here')}` : <NotYet />}
      </FileFacts>
      {isHere && (
        <span className={styles.tools}>
          {isSound(file) && <ListenToFile file={file} />}
          {isPicture(file) && (
            <Button tone="plain" icon={Eye} onPress={onLook}>
              {t('look')}
              <span className="hidden-visually"> {file.name}</span>
            </Button>
          )}
          <Button tone="plain" icon={Download} onPress={() => void save()}>
            {t('saveAs')}
            <span className="hidden-visually"> {file.name}</span>
          </Button>
        </span>
      )}
    </>
  );
}

function PictureDialog({ file, onClose }: { readonly file: Attachment; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('files');
  const { url, problem } = usePicture(file, true, null);
  return (
    <Dialog
      title={<bdi>{file.name}</bdi>}
      isOpen
      isWide
      onClose={onClose}
      actions={
        <Button tone="main" onPress={onClose}>
          {t('close')}
        </Button>
      }
    >
      {problem !== null && <ErrorText problem={problem} />}
      {url === null && problem === null && <p className="quiet">{t('opening')}</p>}
      {url !== null && <img src={url} alt={file.name} className={styles.whole} />}
    </Dialog>
  );
}
