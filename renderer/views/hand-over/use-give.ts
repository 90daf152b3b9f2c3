// Handing over, as a state: to whom, what, how. The preview follows every choice and changes nothing; pressing
// makes the bundle first (kept on this device), then carries it. If carrying fails the bundle is still there.

import { useState } from 'react';
import type { BundleChoice, BundlePreview, BundleTicket, HandOverView } from '#renderer/engine/carry-views.ts';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import { type Carrying, NEARBY, STICK, useCarrying } from '#renderer/state/carry.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { useLetterboxes } from '#renderer/state/hub.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { ok, type Result } from '#shared/base/result.ts';
import type { Level } from '#shared/record/definition.ts';
import type { CourierProblem } from '#shared/wire/problems.ts';

export interface Give {
  readonly view: HandOverView | undefined;
  /** this device is the secretariat: others hand over to it */
  readonly isSecretariat: boolean;
  readonly reader: HandOverView['readers'][number] | undefined;
  readonly setReader: (id: string | null) => void;
  /** null: everything that waits */
  readonly chosen: ReadonlySet<RecordId> | null;
  readonly setChosen: (records: ReadonlySet<RecordId> | null) => void;
  /** what of each record stays here */
  readonly withheld: readonly Level[];
  readonly setWithheld: (levels: readonly Level[]) => void;
  /** STICK, NEARBY, or the address of a letterbox */
  readonly way: string;
  readonly setWay: (way: string) => void;
  /** the mechanism's letterboxes, and laptops on the local network, this one where it is open */
  readonly letterboxes: HandOverView['letterboxes'];
  /** what was typed of another laptop's address */
  readonly address: string;
  readonly setAddress: (address: string) => void;
  readonly preview: Result<BundlePreview, EngineProblem> | undefined;
  readonly isWorking: boolean;
  readonly problem: EngineProblem | CourierProblem | null;
  /** what was done last, to be said */
  readonly done: {
    readonly type: 'saved' | 'sent' | 'kept';
    readonly isNearby: boolean;
    readonly ticket: BundleTicket;
  } | null;
  readonly handOver: () => Promise<void>;
  /** carries bundles that are packed already */
  readonly carry: Carrying['carry'];
}

export function useGive(): Give {
  const engine = useEngine();
  const view = useRead((door) => door.handOver(), ['records', 'deliveries', 'trust']);
  const isSecretariat = useRead((door) => door.trust(), ['trust'])?.isSecretariat === true;
  const [readerId, setReader] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<RecordId> | null>(null);
  const [withheld, setWithheld] = useState<readonly Level[]>([]);
  const [wantedWay, setWay] = useState(STICK);
  const [address, setAddress] = useState('');
  const letterboxes = useLetterboxes(view);
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<Give['problem']>(null);
  const [done, setDone] = useState<Give['done']>(null);
  const { carry, problem: carryProblem } = useCarrying();

  const reader =
    view?.readers.find((each) => each.id === readerId) ??
    view?.readers.find(({ role }) => role === 'secretariat') ??
    (isSecretariat ? undefined : view?.readers[0]); // what a secretariat has is given to nobody unasked
  const isThere = wantedWay === NEARBY || letterboxes.some(({ url }) => url === wantedWay);
  const way = isThere ? wantedWay : STICK;
  const choice: BundleChoice | null =
    reader === undefined
      ? null
      : {
          reader: reader.id,
          ...(chosen === null ? {} : { records: [...chosen] }),
          ...(withheld.length === 0 ? {} : { withhold: withheld }),
        };
  const key = JSON.stringify(choice);
  const preview = useRead(
    async (door) => (choice === null ? undefined : door.previewBundle(choice)),
    ['records', 'deliveries', 'trust', 'drafts'],
    [key],
  );

  const handOver = async (): Promise<void> => {
    if (choice === null) return;
    setWorking(true);
    setProblem(null);
    setDone(null);
    const to = way === NEARBY ? await engine.keepPlace(address) : ok(way);
    if (!to.ok) {
      setProblem(to.error);
      setWorking(false);
      return;
    }
    setWay(to.value);
    setAddress('');
    const made = await engine.makeBundle(choice);
    if (made.ok) {
      setChosen(null);
      const ticket = made.value;
      // `kept`: the person changed their mind, or there is no way: all of it is still here
      const type = await carry([ticket.bundle, ...ticket.more], to.value);
      if (ticket.filesProblem !== null) setProblem(ticket.filesProblem);
      const isNearby = way === NEARBY || letterboxes.some((each) => each.url === way && each.isNearby === true);
      setDone({ type, isNearby, ticket });
    } else setProblem(made.error);
    setWorking(false);
  };

  return {
    view,
    isSecretariat,
    reader,
    setReader,
    chosen,
    setChosen,
    withheld,
    setWithheld,
    way,
    setWay,
    letterboxes,
    address,
    setAddress,
    preview,
    isWorking,
    problem: problem ?? carryProblem,
    done,
    handOver,
    carry,
  };
}
