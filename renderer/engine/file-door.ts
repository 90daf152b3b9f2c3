// What the engine's door says of attachments: where a file comes from, what a field asks of it, why it was not taken.

import type { MediaProblem } from '#shared/record/media-type.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import type { FileProblem } from './blobs.ts';

/** Chosen in the main process's dialog, or dropped on the page. */
export type FileSource =
  | { readonly name: string; readonly pick: string }
  | { readonly name: string; readonly bytes: Uint8Array };

/** What the field asks for; what is not said: anything that can be attached at all. */
export interface FileLimits {
  readonly maxBytes?: number;
  readonly allowed?: readonly string[];
}

/** The field is full: said before a file is even read. */
export type FullFieldProblem = { readonly type: 'tooManyAttachments'; readonly most: number };

export type AttachProblem =
  | MediaProblem
  | PictureProblem
  | FileProblem
  | DiskProblem
  | { readonly type: 'attachmentEmpty' }
  | { readonly type: 'attachmentTooLarge'; readonly limit: number };

export type PictureProblem =
  /** it is not the picture that it claims to be, or is damaged */
  { readonly type: 'pictureNotReadable' } | { readonly type: 'pictureTooLarge' };
