// Carries bundles that are made: on a stick, asked for once however many they are, or to a letterbox. What goes wrong
// is said where it was pressed; the bundles stay, and are in the list of all.

import { useCallback, useState } from 'react';
import type { BundleTicket } from '#renderer/engine/carry-views.ts';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { BundleId } from '#shared/base/ids.ts';
import type { Result } from '#shared/base/result.ts';
import type { CourierProblem } from '#shared/wire/problems.ts';
import { useEngine } from './engine-context.tsx';

/** A stick, another laptop whose address is still to be told, or the address of a letterbox. */
export const STICK = 'stick';
export const NEARBY = 'nearby';

export interface Carrying {
  readonly isWorking: boolean;
  readonly problem: EngineProblem | CourierProblem | null;
  /** how the last ones went; `kept`: the person changed their mind, or there was no way */
  readonly carry: (bundles: readonly BundleId[], way: string) => Promise<'saved' | 'sent' | 'kept'>;
  /** Makes bundles and carries them. */
  readonly makeAndCarry: (
    make: () => Promise<Result<BundleTicket, EngineProblem>>,
    way: string,
  ) => Promise<'saved' | 'sent' | 'kept'>;
}

export function useCarrying(): Carrying {
  const engine = useEngine();
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<Carrying['problem']>(null);

  const carry = useCallback<Carrying['carry']>(
    async (bundles, way) => {
      setProblem(null);
      if (way === STICK) {
        const [first] = bundles;
        const isOne = bundles.length === 1 && first !== undefined;
        const saved = await (isOne ? engine.saveBundle(first) : engine.saveBundles(bundles));
        if (!saved.ok) setProblem(saved.error);
        return saved.ok && saved.value !== null ? 'saved' : 'kept';
      }
      for (const bundle of bundles) {
        const sent = await engine.sendBundle(bundle, way);
        if (sent.ok) continue;
        setProblem(sent.error);
        return 'kept';
      }
      return 'sent';
    },
    [engine],
  );

  const makeAndCarry = useCallback<Carrying['makeAndCarry']>(
    async (make, way) => {
      setWorking(true);
      setProblem(null);
      const made = await make();
      const how = made.ok ? await carry([made.value.bundle, ...made.value.more], way) : 'kept';
      if (!made.ok) setProblem(made.error);
      setWorking(false);
      return how;
    },
    [carry],
  );

  return { isWorking, problem, carry, makeAndCarry };
}
