// What a real notebook receives on the local network: its hub, for the devices of its mechanism and for nobody else. It
// needs no code: each request is signed by a device that the mechanism's roots vouch for, each bundle sealed. Strangers
// learn that something listens. What comes lies in the notebook's folder, sealed besides, until it is taken in like what
// any letterbox holds; what is left there when it is closed is counted, and taken in without any network.

import { join } from 'node:path';
import type { KeyId } from '#shared/base/ids.ts';
import { oneAtATime } from '#shared/base/one-at-a-time.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { keyIdOf, type Signed } from '#shared/log/envelope.ts';
import { decodeProfile, hasOwnKeys } from '#shared/log/profile.ts';
import type { HubProblem, HubState } from '#shared/wire/hub.ts';
import type { ArgsOf } from '#shared/wire/ipc.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import { createFolderStore } from '#secretariat/folder-store.ts';
import { readPublicKey } from '#secretariat/own-key.ts';
import type { AtRest } from '#secretariat/sealed-store.ts';
import type { OpenProfile } from '../key-vault.ts';
import { isWorkshop } from '../profiles.ts';
import { aboutOf, openSealed, type Random, sealBytes } from '../seal.ts';
import { attempt } from '../whole-files.ts';
import type { Hub } from './hub.ts';

export interface ReceptionPorts {
  readonly hub: Hub;
  readonly disk: Disk;
  readonly random: Random;
  readonly opened: () => OpenProfile | null;
  /** how far what is at a letterbox was handed on, over restarts too; null: nothing was */
  readonly cursorOf: (letterbox: KeyId) => Promise<string | null>;
  /** asks the person whether this laptop may receive; true: it may */
  readonly ask: () => Promise<boolean>;
  readonly onChange: () => void;
}

export interface Reception {
  /** Answers how it stands; closed: the person changed their mind. */
  readonly open: (request: ArgsOf<'hubOpen'>[0]) => Promise<Result<HubState, HubProblem>>;
  readonly state: () => Promise<HubState>;
  readonly close: () => Promise<void>;
  /** the vault locks */
  readonly forget: () => void;
}

/** After so many refusals nobody is asked until the next opening, as with addresses. */
const MAX_REFUSALS = 3;
const FOLDER = 'hub';
const FORMAT = 'chasqui-hub/1';
const MOST_COUNTED = 10_000;
/** What the secretariat merged goes after so many days: it lies in this laptop's own notebook too. */
const KEEP_MERGED_DAYS = 7;

export function createReception(ports: ReceptionPorts): Reception {
  const { hub, disk, random, opened, onChange } = ports;
  const inTurn = oneAtATime();
  let refusals = 0;

  const state = async (): Promise<HubState> => {
    const now = hub.now();
    const notebook = opened();
    if (notebook === null || isWorkshop(notebook.profile)) return { open: null, left: 0 };
    const left = await attempt(() => leftIn(disk, join(notebook.folder, FOLDER), ports.cursorOf));
    const open = now && { addresses: hub.addresses(), own: now.running.url, isHereOnly: now.isHereOnly };
    return { open: open ?? null, left: left.ok ? left.value : 0 };
  };

  const open: Reception['open'] = async ({ profile: text, roster, isHereOnly }) => {
    const notebook = opened();
    if (notebook === null) return err({ type: 'vaultLocked' });
    if (isWorkshop(notebook.profile)) return err({ type: 'notInWorkshop' });
    const profile = decodeProfile(text);
    if (!profile.ok || profile.value.practice || !hasOwnKeys(profile.value)) return err({ type: 'practiceMixed' });
    if (!isHereOnly && hub.now()?.isHereOnly !== false) {
      const isAllowed = refusals < MAX_REFUSALS && (await ports.ask());
      if (!isAllowed) {
        refusals++;
        return ok(await state());
      }
    }
    const letterbox = {
      folder: join(notebook.folder, FOLDER),
      profile: profile.value,
      onLaptop: sealingOf(notebook, random),
      keepMergedDays: KEEP_MERGED_DAYS,
      onStored: onChange,
      ...(roster !== null && { roster: roster as object as Signed }),
    };
    const answer = await hub.open(letterbox, isHereOnly);
    if (!answer.ok) return answer;
    onChange();
    return ok(await state());
  };

  return {
    open: (request) => inTurn(() => open(request)),
    state,
    async close() {
      await hub.close();
      await inTurn(hub.close); // what was being opened
    },
    forget: () => {
      refusals = 0;
    },
  };
}

function sealingOf({ profile, keyFor }: OpenProfile, random: Random): AtRest {
  const key = keyFor('hub');
  const about = (name: string) => aboutOf(FORMAT, profile, name);
  return {
    seal: (name, plain) => sealBytes(key, plain, about(name), random),
    open: (name, sealed) => openSealed(key, sealed, about(name)),
  };
}

/** Bundles that came after those that were handed on. */
async function leftIn(disk: Disk, folder: string, cursorOf: ReceptionPorts['cursorOf']): Promise<number> {
  const key = await readPublicKey(folder, disk);
  if (key === undefined) return 0; // nobody ever handed over here
  const cursor = (await cursorOf(keyIdOf(key))) ?? '';
  const store = await createFolderStore(folder, disk, 'look');
  return (await store.list('index', cursor, MOST_COUNTED)).length;
}
