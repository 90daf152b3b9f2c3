// The sheet of words, in the main process: made, shown once, kept only after three of its words came back; and the
// way back with it where the passphrase is forgotten. The words are in memory here from the making to the keeping,
// and go with a lock.

import type { Bytes } from '#shared/base/bytes.ts';
import { bytesToWords, isSameWord, WORD_COUNT, wordsToBytes } from '#shared/base/recovery-words.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { AnswerOf, ArgsOf } from '#shared/wire/ipc.ts';
import type { VaultProblem } from '#shared/wire/problems.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import type { KeyVault, OpenProfile } from './key-vault.ts';
import { newVault } from './new-vault.ts';
import { isWorkshop, profileFolders } from './profiles.ts';
import { addNotes, readNotes } from './recovery-notes.ts';
import { markOf, openWithWords, phraseOf, type Recovered, sheetIn, sheetOf, withSheet } from './recovery-sheet.ts';
import { loadVaultFiles, type VaultFile } from './vault-file.ts';
import type { WrapPorts } from './wraps.ts';

export interface RecoveryPorts extends WrapPorts {
  readonly disk: Disk;
  readonly vault: Pick<KeyVault, 'look' | 'rewrite' | 'mayUse' | 'install' | 'opened' | 'onLock'>;
  /** of all profiles */
  readonly folder: string;
  /** ISO day, as this computer's clock has it */
  readonly today: () => string;
}

export interface Recovery {
  readonly state: () => Promise<AnswerOf<'recoveryState'>>;
  readonly begin: (request: ArgsOf<'sheetBegin'>[0]) => AnswerOf<'sheetBegin'>;
  readonly keep: (request: ArgsOf<'sheetKeep'>[0]) => Promise<AnswerOf<'sheetKeep'>>;
  readonly decline: () => Promise<AnswerOf<'sheetDecline'>>;
  readonly recover: (request: ArgsOf<'vaultRecover'>[0]) => Promise<AnswerOf<'vaultRecover'>>;
}

interface Pending {
  readonly words: Bytes;
  readonly shown: readonly string[];
  readonly asked: readonly number[];
}

const ASKED = 3;

export function createRecovery(ports: RecoveryPorts): Recovery {
  const { disk, vault, random, today } = ports;
  let pending: Pending | undefined;
  const locked = err({ type: 'vaultLocked' } as const);

  const forget = (): void => {
    pending?.words.fill(0);
    pending = undefined;
  };
  vault.onLock(forget);

  async function keep(words: readonly string[]): Promise<AnswerOf<'sheetKeep'>> {
    if (pending === undefined) return err({ type: 'noSheetBegun' });
    const { asked, shown } = pending;
    const wrong = asked.findIndex((at, place) => !isSameWord(words[place] ?? '', shown[at - 1] ?? ''));
    if (wrong >= 0) return err({ type: 'wordDiffers', at: asked[wrong] ?? 0 });
    const sheet = sheetOf(pending.words, today());
    const kept = await vault.rewrite((file, vaultKey) => withSheet(file, vaultKey, sheet, random));
    sheet.wrapKey.fill(0);
    if (kept.ok) forget();
    return kept;
  }

  async function recover(text: string, passphrase: string): Promise<AnswerOf<'vaultRecover'>> {
    const words = wordsToBytes(text);
    if (!words.ok) return words;
    const found = await findSheet(words.value);
    if (!found.ok) return found;
    const isFree = await vault.mayUse(passphrase, found.value.folder);
    if (!isFree.ok) return isFree;
    const { folder, file, generation, recovered } = found.value;
    const { dataKey, devices, identities } = recovered;
    const sheet = sheetOf(words.value, today());
    words.value.fill(0);
    const goesOnFor = { former: { devices, identities }, sheet };
    const facts = { profile: file.profile, generation: generation + 1, passphrase, dataKey, goesOnFor };
    return vault.install(folder, await newVault(ports, facts));
  }

  /** The profile of this computer whose sheet these words are. */
  async function findSheet(words: Bytes): Promise<Result<FoundSheet, FindProblem>> {
    const folders = await profileFolders(disk, ports.folder);
    if (!folders.ok) return folders;
    let hasSheet = false;
    for (const folder of folders.value) {
      const loaded = await loadVaultFiles(disk, folder);
      if (!loaded.ok) continue;
      const generation = Math.max(...loaded.value.files.map((each) => each.generation));
      for (const file of loaded.value.files) {
        hasSheet ||= file.recovery !== undefined;
        const recovered = openWithWords(file, words);
        if (recovered !== undefined) return ok({ folder, file, generation, recovered });
      }
    }
    return err({ type: hasSheet ? 'wrongWords' : 'noSheet' });
  }

  const inProfile = async <T>(work: (profile: OpenProfile) => Promise<T>): Promise<T | typeof locked> => {
    const profile = vault.opened();
    return profile === null ? locked : work(profile);
  };

  return {
    state: () =>
      inProfile(async (profile) => {
        const sheet = vault.look(sheetIn);
        if (!sheet.ok) return sheet;
        const { declinedAt, backup, drill } = await readNotes(disk, profile);
        sheet.value?.wrapKey.fill(0);
        return ok({
          sheet: sheet.value === null ? null : { mark: sheet.value.mark, madeAt: sheet.value.madeAt },
          // Of a workshop's notebook there is nothing to recover: nobody is reminded.
          declinedAt: declinedAt ?? (isWorkshop(profile.profile) ? today() : null),
          backup: backup ?? null,
          drill: drill ?? null,
        });
      }),
    begin: ({ language }) => {
      if (vault.opened() === null) return locked;
      forget();
      const words = random(32);
      const shown = bytesToWords(words, language);
      const asked = threeOf(random(8));
      pending = { words, shown, asked };
      return ok({ words: shown, phrase: phraseOf(words), mark: markOf(words), madeAt: today(), asked });
    },
    keep: ({ words }) => keep(words),
    decline: () => inProfile((profile) => addNotes(disk, profile, { declinedAt: today() }, random)),
    recover: ({ words, passphrase }) => recover(words, passphrase),
  };
}

interface FoundSheet {
  readonly folder: string;
  readonly file: VaultFile;
  /** of the newest copy */
  readonly generation: number;
  readonly recovered: Recovered;
}
type FindProblem = VaultProblem | { readonly type: 'wrongWords' } | { readonly type: 'noSheet' };

/** Numbers of three words, one of each third of the sheet, ascending. */
function threeOf(bytes: Uint8Array): readonly number[] {
  const third = WORD_COUNT / ASKED;
  return Array.from({ length: ASKED }, (_, at) => at * third + 1 + ((bytes[at] ?? 0) % third));
}
