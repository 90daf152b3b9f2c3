// Takes a file that a person chose or dropped as an attachment: looked at, a picture drawn anew without its place
// and device, kept sealed on the disk, and only then answered as the value for a cell. So a cell never names a file
// of this device that is not here. A file that no cell came to name stays until files are collected.

import { err, ok, type Result } from '#shared/base/result.ts';
import type { Bytes } from '#shared/base/bytes.ts';
import { type Attachment, makeAttachment, MAX_FILE_BYTES } from '#shared/record/attachment.ts';
import { extensionFor, extensionOf, mediaTypeOf, nameToKeep } from '#shared/record/media-type.ts';
import { cleanPicture } from '../engine/clean-picture.ts';
import type { AttachProblem, FileLimits, FileSource } from '../engine/file-door.ts';
import type { Session } from '../engine/session.ts';

export async function attachFile(
  session: Session,
  source: FileSource,
  { maxBytes = MAX_FILE_BYTES, allowed }: FileLimits,
): Promise<Result<Attachment, AttachProblem>> {
  const extension = extensionOf(source.name);
  if (allowed?.includes(extension) === false) return err({ type: 'fileKindNotTaken', extension });
  const read = 'pick' in source ? await session.desktop.pickedRead({ pick: source.pick }) : ok(source.bytes);
  if (!read.ok) return read;
  if (read.value.length === 0) return err({ type: 'attachmentEmpty' });
  const media = mediaTypeOf(source.name, read.value);
  if (!media.ok) return media;
  const { type, group } = media.value;
  const kept = group === 'picture' ? await cleanPicture(type, read.value) : ok({ type, bytes: read.value });
  if (!kept.ok) return kept;
  const { bytes } = kept.value;
  if (bytes.length > maxBytes) return err({ type: 'attachmentTooLarge', limit: maxBytes });
  const name = nameToKeep(source.name, extensionFor(source.name, kept.value.type));
  const attachment = makeAttachment(bytes, freshSalt(), name, kept.value.type);
  const done = await session.blobs.keep(attachment, bytes);
  return done.ok ? ok(attachment) : done;
}

const freshSalt = (): Bytes => crypto.getRandomValues(new Uint8Array(16));
