// What a file is, in words, beside its small picture or the sign of its kind. Its name was written by somebody: it
// is text with a direction of its own.

import { FileText, Image, type LucideIcon, Paperclip, Volume2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import type { Attachment } from '#shared/record/attachment.ts';
import { mediaGroupOf } from '#shared/record/media-type.ts';
import { usePicture } from './use-picture.ts';
import styles from './files.module.css';

const ICONS: Readonly<Record<'picture' | 'document' | 'sound' | 'other', LucideIcon>> = {
  picture: Image,
  document: FileText,
  sound: Volume2,
  other: Paperclip,
};
const THUMB_SIDE = 96;

export interface FileFactsProps {
  readonly file: Attachment;
  /** whether its bytes are on this device */
  readonly isHere: boolean;
  readonly children?: ReactNode;
}

export function FileFacts({ file, isHere, children }: FileFactsProps): ReactNode {
  const { t } = useTranslation('files');
  const { size } = useFormats();
  const { url } = usePicture(file, isHere, THUMB_SIDE);
  const group = mediaGroupOf(file.type) ?? 'other';
  return (
    <>
      <span className={styles.sign}>
        {url === null ? <Icon of={ICONS[group]} /> : <img src={url} alt="" className={styles.thumb} />}
      </span>
      <span className={styles.facts}>
        <bdi className={styles.name}>{file.name}</bdi>
        <span className={styles.kind}>
          {t(`kind.${group}`)} · {size(file.size)}
          {children}
        </span>
      </span>
    </>
  );
}
