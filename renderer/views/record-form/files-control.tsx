// The attachments of a record: added by the button or by dropping, taken out and put back. A file is kept sealed on
// this device before it is named here, so what the list shows is safe; taking one out is an answer that is changed,
// and its bytes stay until nothing names them. What an old entry wrote in the place of a file stays as it is.

import { Camera, Mic, Paperclip, Plus, X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { DropZone } from 'react-aria-components/DropZone';
import { Text } from 'react-aria-components/Text';
import { useTranslation } from 'react-i18next';
import type { FileLimits, FileSource, FullFieldProblem } from '#renderer/engine/file-door.ts';
import { useDesktop, useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { FileFacts } from '#renderer/views/files/file-facts.tsx';
import { isSound, ListenToFile } from '#renderer/views/files/listen-to-file.tsx';
import { FilesState, NotYet } from '#renderer/views/files/files-state.tsx';
import { Photo } from '#renderer/views/files/photo.tsx';
import { VoiceNote } from '#renderer/views/files/voice-note.tsx';
import fileStyles from '#renderer/views/files/files.module.css';
import type { Digest } from '#shared/base/ids.ts';
import { err, type Result } from '#shared/base/result.ts';
import { attachmentOf, MAX_FILES } from '#shared/record/attachment.ts';
import { mediaGroupOf } from '#shared/record/media-type.ts';
import { FieldProblem } from './field-problem.tsx';
import { type FieldValue, type FileRow, withFile } from './field-value.ts';
import { FieldHint, FieldLabel, hasHint } from './field-words.tsx';
import { type ControlProps, useFormDesk } from './form-desk.ts';
import { PutBack } from './put-back.tsx';
import { newSalt } from './salt.ts';
import styles from './controls.module.css';

export function FilesControl({ field, value, onChange, error }: ControlProps<FieldValue>): ReactNode {
  const { t } = useTranslation('files');
  const id = useId();
  const adding = useAdding(field, onChange);
  const [taken, setTaken] = useState<FileRow | null>(null);
  const [wasTold, setTold] = useState(false);
  const [making, setMaking] = useState<'photo' | 'voice' | null>(null);
  const takes = (extension: string): boolean =>
    field.shape.type === 'file' && (field.shape.allowed?.includes(extension) ?? true);
  const { filesHere } = useFormDesk();
  const files = value.type === 'files' ? value.files : [];
  const isHere = (digest: Digest): boolean => filesHere.includes(digest) || adding.kept.has(digest);
  const put = (next: readonly FileRow[]): void => onChange({ ...valueOfFiles(value), files: next });
  const close = (): void => setMaking(null);
  /** What was made here, on the road of every other file. */
  const keep = (made: Blob, name: 'photo.name' | 'voice.name', extension: string): void => {
    close();
    void sourceOf(made, `${t(name, { number: files.length + 1 })}.${extension}`).then((source) => adding.add([source]));
  };
  return (
    <fieldset className={styles.group} aria-describedby={`${id} hint`}>
      <legend className={styles.legend}>
        <FieldLabel field={field} />
      </legend>
      <div id={`${id} hint`} className={styles.note}>
        {hasHint(field) && <FieldHint field={field} />} {t('cleaned')}
      </div>
      <FilesState files={files.flatMap(({ value: file }) => attachmentOf(file) ?? [])} isHere={isHere} />
      {files.length > 0 && (
        <ul className={fileStyles.files}>
          {files.map((file) => (
            <li key={file.id} className={fileStyles.file}>
              <FileOfRow file={file} isHere={isHere} />
              <Button
                tone="plain"
                icon={X}
                onPress={() => {
                  put(files.filter((each) => each.id !== file.id));
                  setTaken(file);
                }}
              >
                {t('takeOut')}
                <span className="hidden-visually"> {nameOf(file)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {taken !== null && (
        <PutBack
          taken={{ at: 0, values: { '': nameOf(taken) } }}
          onPutBack={() => {
            put([...files, taken].sort((a, b) => (a.id < b.id ? -1 : 1)));
            setTaken(null);
          }}
        />
      )}
      <DropZone
        className={fileStyles.drop ?? ''}
        getDropOperation={(types) => (types.has('text/plain') ? 'cancel' : 'copy')}
        onDrop={({ items }) => {
          const dropped = items.filter((item) => item.kind === 'file');
          void Promise.all(
            dropped.map(async (item) => {
              const file = await item.getFile();
              return sourceOf(file, file.name);
            }),
          ).then(adding.add);
        }}
      >
        <div className={fileStyles.adds}>
          <Button icon={Plus} isPending={adding.current !== null} onPress={() => void adding.pick()}>
            {t('add')}
          </Button>
          {takes(PHOTO) && (
            <Button icon={Camera} isDisabled={adding.current !== null} onPress={() => setMaking('photo')}>
              {t('photo.title')}
            </Button>
          )}
          {takes(VOICE) && (
            <Button icon={Mic} isDisabled={adding.current !== null} onPress={() => setMaking('voice')}>
              {t('voice.title')}
            </Button>
          )}
        </div>
        <Text slot="label" className={styles.note ?? ''}>
          {t('drop')}
        </Text>
      </DropZone>
      <div role="status" className={fileStyles.status}>
        {adding.current !== null && <p className={styles.note}>{t('working', { name: adding.current })}</p>}
        {adding.current === null && adding.added !== '' && (
          <p className={styles.note}>{t('added', { name: adding.added })}</p>
        )}
      </div>
      {adding.mayTell && !wasTold && (
        <Notice
          tone="wait"
          title={t('mayTell.title')}
          actions={
            <Button tone="plain" onPress={() => setTold(true)}>
              {t('mayTell.understood')}
            </Button>
          }
        >
          <p>{t('mayTell.words')}</p>
        </Notice>
      )}
      {adding.failed.map(({ name, problem }) => (
        <ErrorText key={name} problem={problem} title={name === '' ? undefined : t('failed', { name })} />
      ))}
      {making === 'photo' && <Photo onClose={close} onKeep={(photo) => keep(photo, 'photo.name', PHOTO)} />}
      {making === 'voice' && <VoiceNote onClose={close} onKeep={(sound) => keep(sound, 'voice.name', VOICE)} />}
      <FieldProblem problem={error} />
    </fieldset>
  );
}

const PHOTO = 'jpg';
/** Sound alone, in WebM. */
const VOICE = 'weba';

interface FileOfRowProps {
  readonly file: FileRow;
  readonly isHere: (digest: Digest) => boolean;
}

function FileOfRow({ file, isHere }: FileOfRowProps): ReactNode {
  const attachment = attachmentOf(file.value);
  if (attachment !== undefined) {
    const here = isHere(attachment.digest);
    return (
      <FileFacts file={attachment} isHere={here}>
        {!here && <NotYet />}
        {here && isSound(attachment) && <ListenToFile file={attachment} />}
      </FileFacts>
    );
  }
  return (
    <>
      <span className={fileStyles.sign}>
        <Icon of={Paperclip} />
      </span>
      <bdi className={fileStyles.name}>{nameOf(file)}</bdi>
    </>
  );
}

const nameOf = ({ value }: FileRow): string =>
  attachmentOf(value)?.name ?? (typeof value === 'string' ? value : JSON.stringify(value));

interface Failed {
  readonly name: string;
  readonly problem: { readonly type: string };
}

interface Adding {
  /** name of the file that is being prepared */
  readonly current: string | null;
  /** names of those added last */
  readonly added: string;
  readonly failed: readonly Failed[];
  /** kept on this device since the form is open: known before the record is read again */
  readonly kept: ReadonlySet<Digest>;
  /** something was added that is kept as it is, names and places inside and all */
  readonly mayTell: boolean;
  readonly add: (sources: readonly FileSource[]) => Promise<void>;
  readonly pick: () => Promise<void>;
}

/** One file after another; each is in the list as soon as it is kept. */
function useAdding(field: ControlProps<FieldValue>['field'], onChange: (value: FieldValue) => void): Adding {
  const engine = useEngine();
  const desktop = useDesktop();
  const { valueOf } = useFormDesk();
  const [current, setCurrent] = useState<string | null>(null);
  const [added, setAdded] = useState('');
  const [failed, setFailed] = useState<readonly Failed[]>([]);
  const [kept, setKept] = useState<ReadonlySet<Digest>>(new Set());
  const [mayTell, setMayTell] = useState(false);
  const write = useRef(onChange);
  useEffect(() => {
    write.current = onChange;
  });
  const limits: FileLimits & { readonly maxFiles?: number } = field.shape.type === 'file' ? field.shape : {};
  const most = limits.maxFiles ?? MAX_FILES;

  const add = async (sources: readonly FileSource[]): Promise<void> => {
    setFailed([]);
    const names: string[] = [];
    for (const source of sources) {
      setCurrent(source.name);
      const now = valueOfFiles(valueOf(field));
      const isFull = now.files.length >= most;
      const made = isFull ? tooMany(most) : await engine.attachFile(source, limitsOf(limits));
      if (made.ok) {
        names.push(made.value.name);
        setKept((before) => new Set(before).add(made.value.digest));
        write.current(withFile(valueOf(field), made.value, newSalt()));
        if (mediaGroupOf(made.value.type) !== 'picture') setMayTell(true);
      } else setFailed((before) => [...before, { name: source.name, problem: made.error }]);
    }
    setCurrent(null);
    setAdded(names.join(', '));
  };
  const pick = async (): Promise<void> => {
    const picked = await desktop.filesPick();
    if (picked.ok) await add(picked.value.map(({ name, pick: file }) => ({ name, pick: file })));
    else setFailed([{ name: '', problem: picked.error }]);
  };
  return { current, added, failed, kept, mayTell, add, pick };
}

const tooMany = (most: number): Result<never, FullFieldProblem> => err({ type: 'tooManyAttachments', most });

const limitsOf = ({ maxBytes, allowed }: FileLimits): FileLimits => ({
  ...(maxBytes === undefined ? {} : { maxBytes }),
  ...(allowed === undefined ? {} : { allowed }),
});

const valueOfFiles = (value: FieldValue): Extract<FieldValue, { type: 'files' }> =>
  value.type === 'files' ? value : { type: 'files', files: [] };

const sourceOf = async (file: Blob, name: string): Promise<FileSource> => ({
  name,
  bytes: new Uint8Array(await file.arrayBuffer()),
});
