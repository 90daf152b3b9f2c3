// The quipu tool but for its process: what was asked, the answer on a terminal that is given, the exit code.

import { identityToRecipient } from 'age-encryption';
import { type BundleProblem, openBundle } from '#shared/bundle/decode.ts';
import { readAgeHeader } from '#shared/bundle/age-header.ts';
import { identityOf } from '#shared/bundle/identity.ts';
import { MAX_FILE } from '#shared/bundle/manifest.ts';
import { readAsked } from './arguments.ts';
import { dsseLines, isEmptyFolder, writeDsse } from './dsse.ts';
import { keysFor } from './known-keys.ts';
import { type FileFacts, inspectLines, refusalLines, safeText, verdictLines } from './print.ts';
import { problemOf, type VerdictProblem, verifyBundle } from './verify.ts';

type Refusal = BundleProblem | VerdictProblem | { readonly type: 'noIdentity' };

export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export async function runQuipu(args: readonly string[], terminal: Terminal): Promise<number> {
  const print = (lines: readonly string[]): void => terminal.out(lines.map(safeText).join('\n'));
  const printJson = (value: object): void => terminal.out(JSON.stringify(value, null, 2));
  const complain = (message: string): number => {
    terminal.err(message.split('\n').map(safeText).join('\n'));
    return 2;
  };
  const asked = await readAsked(args);
  if (typeof asked === 'string') return complain(asked);
  const { bytes, identities, isJson, roster } = asked;
  const header = bytes === null ? undefined : readAgeHeader(bytes);
  const outer = header?.ok ? header.value : undefined;
  const file: FileFacts = {
    path: asked.file,
    size: bytes?.length ?? null,
    suite: outer?.suite ?? null,
    recipients: outer?.recipients ?? null,
  };
  const refuse = (reason: Refusal, more: object = {}): number => {
    if (isJson) printJson({ ok: false, reason, file, ...more });
    else print(refusalLines(reason, file));
    return 1;
  };
  if (bytes === null || header === undefined) return refuse({ type: 'tooLarge', limit: MAX_FILE });
  if (!header.ok) return refuse(header.error);
  if (identities === null) return refuse({ type: 'noIdentity' });
  const result = await openBundle(bytes, identityOf(identities));
  if (!result.ok) return refuse(result.error);

  const opened = result.value;
  const keys = keysFor(opened, roster);
  const verdict = await verifyBundle(
    opened,
    keys,
    await Promise.all(identities.map((identity) => identityToRecipient(identity))),
  );
  const problem = problemOf(verdict, opened, roster !== null);
  if (problem !== undefined) {
    if (!isJson) print(verdictLines(verdict, file, roster !== null));
    return refuse(problem, { verdict });
  }
  if (asked.command === 'dsse' && asked.out !== null) {
    if (!(await isEmptyFolder(asked.out))) return complain(`the folder is not empty: ${asked.out}`);
    const summary = await writeDsse(opened, keys, asked.out);
    if (isJson) printJson({ ok: true, ...summary });
    else print(dsseLines(summary));
    return 0;
  }
  if (asked.command === 'inspect') {
    const { id, manifest, changesets, receipts, requests, custody } = opened;
    if (isJson) printJson({ ok: true, file, id, manifest, changesets, receipts, requests, custody });
    else print(inspectLines(opened, keys));
    return 0;
  }
  if (isJson) printJson({ ok: true, file, verdict });
  else print(['GOOD', ...verdictLines(verdict, file, roster !== null)]);
  return 0;
}
