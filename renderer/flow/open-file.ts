// An attachment to be seen, or saved as a file of its own. Its cell says what it is; the bytes are checked by it.

import type { Bytes } from '#shared/base/bytes.ts';
import { err, type Result } from '#shared/base/result.ts';
import type { Attachment } from '#shared/record/attachment.ts';
import { extensionFor } from '#shared/record/media-type.ts';
import type { FileProblem } from '../engine/blobs.ts';
import { namedFiles } from '../engine/named-files.ts';
import type { Session } from '../engine/session.ts';
import { findFiles } from './settle-files.ts';

/** One that was lost or damaged here is looked for in the bundle that brought it. */
export async function openFile(session: Session, attachment: Attachment): Promise<Result<Bytes, FileProblem>> {
  const { blobs, ledger } = session;
  const read = await blobs.read(attachment);
  const named = read.ok ? undefined : namedFiles(ledger.store).get(attachment.digest);
  if (named === undefined || blobs.has(attachment.digest)) return read;
  const found = await findFiles(session, new Map([[attachment.digest, named]]));
  return found > 0 ? blobs.read(attachment) : read;
}

/** Null: the person changed their mind. */
export async function saveFile(
  { blobs, desktop }: Pick<Session, 'blobs' | 'desktop'>,
  { digest, name, type }: Attachment,
): Promise<Result<{ readonly name: string } | null, FileProblem>> {
  if (!blobs.has(digest)) return err({ type: 'fileNotHere' });
  const extension = extensionFor(name, type);
  return desktop.blobSaveAs({ id: digest, suggestedName: name.slice(0, 200), extension: extension as 'bin' });
}
