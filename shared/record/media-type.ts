// Stage 1, which files can be attached, and what a file is: its name says one thing, its first bytes must not say
// another. Pictures are those that the page can draw anew, so that nothing but the picture is kept of them; a
// photo it cannot draw (HEIC) is not on the list, since its place could not be taken out of it.

import { bytesToText } from '../base/bytes.ts';
import { err, ok, type Result } from '../base/result.ts';

export type MediaGroup = 'picture' | 'document' | 'sound';

export interface MediaType {
  readonly type: string;
  readonly group: MediaGroup;
  /** the first is the one given to files of this type */
  readonly extensions: readonly string[];
  /** whether a file begins as one of this type does */
  readonly begins: (bytes: Uint8Array) => boolean;
}

export type MediaProblem =
  | { readonly type: 'fileKindNotTaken'; readonly extension: string }
  /** the bytes are of something else than the name says */
  | { readonly type: 'fileNotAsNamed'; readonly extension: string };

/** What a file of this name and these bytes is. */
export function mediaTypeOf(name: string, bytes: Uint8Array): Result<MediaType, MediaProblem> {
  const extension = extensionOf(name);
  const media = MEDIA_TYPES.find(({ extensions }) => extensions.includes(extension));
  if (media === undefined) return err({ type: 'fileKindNotTaken', extension });
  return media.begins(bytes) ? ok(media) : err({ type: 'fileNotAsNamed', extension });
}

export const extensionOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

export const mediaGroupOf = (type: string): MediaGroup | undefined =>
  MEDIA_TYPES.find((media) => media.type === type)?.group;

/** The extension under which a file of this type is saved; the name's own where it fits. */
export function extensionFor(name: string, type: string): string {
  const extensions = MEDIA_TYPES.find((media) => media.type === type)?.extensions ?? [];
  return extensions.includes(extensionOf(name)) ? extensionOf(name) : (extensions[0] ?? 'bin');
}

/** A file's name as it is kept: no characters that move the cursor or turn the text, and not endless. */
export function nameToKeep(name: string, extension: string): string {
  const stem = name
    .toWellFormed()
    .normalize('NFC')
    .replace(/\.[a-z0-9]{1,8}$/i, '')
    .replace(UNSHOWN, ' ')
    .trim();
  return `${[...stem].slice(0, 120).join('') || '-'}.${extension}`;
}

const UNSHOWN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]/gu;

const startsWith =
  (...heads: readonly (readonly (number | null)[])[]): MediaType['begins'] =>
  (bytes) =>
    heads.some((head) => bytes.length > head.length && head.every((byte, at) => byte === null || bytes[at] === byte));

const ascii = (text: string): readonly number[] => [...text].map((letter) => letter.charCodeAt(0));
const ANY4 = [null, null, null, null] as const;

const isZip = startsWith([0x50, 0x4b, 3, 4]);
const isCompound = startsWith([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
/** Readers find the mark anywhere in the first kilobyte. */
const isPdf: MediaType['begins'] = (bytes) => latin1(bytes.subarray(0, 1024)).includes('%PDF-');
const isText: MediaType['begins'] = (bytes) => bytesToText(bytes)?.includes('\0') === false || isLatinText(bytes);
const isMpegAudio: MediaType['begins'] = (bytes) =>
  startsWith(ascii('ID3'))(bytes) || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0);

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const isLatinText = (bytes: Uint8Array): boolean => !bytes.some((byte) => byte < 9 || byte === 0x7f);

const picture = (type: string, extensions: readonly string[], begins: MediaType['begins']): MediaType => ({
  type,
  group: 'picture',
  extensions,
  begins,
});
const document = (type: string, extension: string, begins: MediaType['begins']): MediaType => ({
  type: `application/${type}`,
  group: 'document',
  extensions: [extension],
  begins,
});
const sound = (type: string, extensions: readonly string[], begins: MediaType['begins']): MediaType => ({
  type: `audio/${type}`,
  group: 'sound',
  extensions,
  begins,
});

export const MEDIA_TYPES: readonly MediaType[] = [
  picture('image/jpeg', ['jpg', 'jpeg', 'jfif'], startsWith([0xff, 0xd8, 0xff])),
  picture('image/png', ['png'], startsWith([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  picture('image/webp', ['webp'], startsWith([...ascii('RIFF'), ...ANY4, ...ascii('WEBP')])),
  picture('image/gif', ['gif'], startsWith(ascii('GIF87a'), ascii('GIF89a'))),
  document('pdf', 'pdf', isPdf),
  document('rtf', 'rtf', startsWith(ascii('{\\rtf'))),
  document('msword', 'doc', isCompound),
  document('vnd.ms-powerpoint', 'ppt', isCompound),
  document('vnd.ms-excel', 'xls', isCompound),
  document('vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx', isZip),
  document('vnd.openxmlformats-officedocument.presentationml.presentation', 'pptx', isZip),
  document('vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx', isZip),
  document('vnd.oasis.opendocument.text', 'odt', isZip),
  document('vnd.oasis.opendocument.presentation', 'odp', isZip),
  document('vnd.oasis.opendocument.spreadsheet', 'ods', isZip),
  { type: 'text/plain', group: 'document', extensions: ['txt'], begins: isText },
  { type: 'text/csv', group: 'document', extensions: ['csv'], begins: isText },
  sound('mpeg', ['mp3'], isMpegAudio),
  sound('mp4', ['m4a'], startsWith([...ANY4, ...ascii('ftyp')])),
  sound('aac', ['aac'], isMpegAudio),
  sound('ogg', ['ogg', 'oga', 'opus'], startsWith(ascii('OggS'))),
  sound('webm', ['weba'], startsWith([0x1a, 0x45, 0xdf, 0xa3])), // spoken here: sound alone; a film is no .weba
  sound('wav', ['wav'], startsWith([...ascii('RIFF'), ...ANY4, ...ascii('WAVE')])),
  sound('amr', ['amr'], startsWith(ascii('#!AMR'))),
];
