// A share of the secretariat's reading key as a file that a person finds in a drawer years later: first words, in the
// five languages, that say what it is, then the facts line by line, and last a checksum over them. One share alone says
// nothing of the key. The file is read again whatever an editor or a printer made of its line ends and margins.
//   --- chasqui-share/1 ---
//   mechanism: id · name: as people call it · key: digest of the age recipient · code: of the shares made together
//   share: 2 · needs: 2 · of: 3 · made: ISO day · part: base64url · check: digest of the lines before it

import { type Bytes, base64urlToBytes, bytesToBase64url } from '#shared/base/bytes.ts';
import { digestOfText, isId } from '#shared/base/ids.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import en from '#resources/locales/en/share-file.json' with { type: 'json' };
import es from '#resources/locales/es/share-file.json' with { type: 'json' };
import fr from '#resources/locales/fr/share-file.json' with { type: 'json' };
import ht from '#resources/locales/ht/share-file.json' with { type: 'json' };
import pt from '#resources/locales/pt/share-file.json' with { type: 'json' };

export interface Share {
  readonly mechanism: string;
  readonly name: string;
  /** digest of the key's age recipient */
  readonly key: string;
  readonly code: string;
  readonly number: number;
  readonly needs: number;
  readonly of: number;
  /** ISO day */
  readonly madeAt: string;
  readonly part: Bytes;
}

export type ShareFault = { readonly type: 'notAShare' | 'newerShare' | 'shareDamaged' };

const BEGIN = '--- chasqui-share/1 ---';
const NAMES = ['mechanism', 'name', 'key', 'code', 'share', 'needs', 'of', 'made', 'part'] as const;
const MOST = 16;

export function shareToText(share: Share): string {
  const facts = factsOf(share);
  const lines = NAMES.map((name) => `${name}: ${facts[name]}`);
  return [...wordsOf(share), BEGIN, ...lines, `check: ${digestOfText(lines.join('\n'))}`, ''].join('\n');
}

export function textToShare(text: string): Result<Share, ShareFault> {
  const lines = text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const begin = lines.findIndex((line) => line.startsWith('--- chasqui-share/'));
  if (begin < 0) return err({ type: 'notAShare' });
  if (lines[begin] !== BEGIN)
    return err({ type: /\/\d+ ---$/.test(lines[begin] ?? '') ? 'newerShare' : 'shareDamaged' });
  const given = new Map(
    lines.slice(begin + 1, begin + 2 + NAMES.length).map((line): [string, string] => {
      const at = line.indexOf(': ');
      return at < 0 ? ['', ''] : [line.slice(0, at), line.slice(at + 2)];
    }),
  );
  const signed = NAMES.map((name) => `${name}: ${given.get(name) ?? ''}`).join('\n');
  const share = shareIn(given);
  const isWhole = given.get('check') === digestOfText(signed);
  return isWhole && share !== undefined ? ok(share) : err({ type: 'shareDamaged' });
}

function shareIn(given: ReadonlyMap<string, string>): Share | undefined {
  const [mechanism = '', name = '', key = '', code = '', number, needs, of, madeAt = '', part = ''] = NAMES.map(
    (each) => given.get(each),
  );
  const bytes = base64urlToBytes(part);
  const counts = [number, needs, of].map(Number);
  const [at = 0, need = 0, all = 0] = counts;
  if (!isId(mechanism) || !isId(key) || name === '' || code === '' || bytes === undefined || bytes.length < 2)
    return undefined;
  if (!counts.every(Number.isInteger) || need < 2 || all < need || all > MOST || at < 1 || at > all) return undefined;
  return { mechanism, name, key, code, number: at, needs: need, of: all, madeAt, part: bytes };
}

const factsOf = (share: Share): Readonly<Record<(typeof NAMES)[number], string>> => ({
  mechanism: share.mechanism,
  name: share.name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim() || '—',
  key: share.key,
  code: share.code,
  share: String(share.number),
  needs: String(share.needs),
  of: String(share.of),
  made: share.madeAt,
  part: bytesToBase64url(share.part),
});

function wordsOf({ number, of, needs }: Share): readonly string[] {
  const fill = (text: string): string =>
    text
      .replaceAll('{{number}}', String(number))
      .replaceAll('{{of}}', String(of))
      .replaceAll('{{needs}}', String(needs));
  return [es, en, pt, fr, ht].flatMap((words) => [fill(words.title), fill(words.opens), fill(words.keep), '']);
}
