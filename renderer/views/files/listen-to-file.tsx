// Listening to a sound that a record has: opened into the page's memory when it is wanted, taken back when it is not.

import { Play } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import type { Attachment } from '#shared/record/attachment.ts';
import { mediaGroupOf } from '#shared/record/media-type.ts';
import { useObjectUrl } from './use-object-url.ts';
import styles from './files.module.css';

export const isSound = ({ type }: Attachment): boolean => mediaGroupOf(type) === 'sound';

export function ListenToFile({ file }: { readonly file: Attachment }): ReactNode {
  const { t } = useTranslation('files');
  const engine = useEngine();
  const { showProblem } = useToast();
  const [sound, setSound] = useState<Blob>();
  const url = useObjectUrl(sound);
  const open = async (): Promise<void> => {
    const read = await engine.openFile(file);
    if (read.ok) setSound(new Blob([read.value], { type: file.type }));
    else showProblem(read.error);
  };
  if (url !== undefined) return <audio controls autoPlay src={url} aria-label={file.name} className={styles.player} />;
  return (
    <Button tone="plain" icon={Play} onPress={() => void open()}>
      {t('voice.listen')}
      <span className="hidden-visually"> {file.name}</span>
    </Button>
  );
}
