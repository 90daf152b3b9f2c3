// The lines of custody that go with a bundle: those of this device, for every bundle that brought here what goes on
// now, and those that came with it. What this device wrote itself, and what goes back to whoever gave it, has none.

import type { Digest, KeyId } from '#shared/base/ids.ts';
import { type Custody, MAX_CUSTODY, MAX_IN_LINE, signCustody } from '#shared/bundle/custody.ts';
import { runsOf } from '#shared/bundle/select.ts';
import type { Signed, Signer } from '#shared/log/envelope.ts';
import { type Arrival, arrivalsIn } from '../engine/arrivals.ts';
import { custodyIn, type CustodyLine } from '../engine/custody-lines.ts';
import type { KnownReader } from '../engine/readers.ts';
import { profileOf, type Session } from '../engine/session.ts';
import type { Selected, Selection } from './select-for-reader.ts';

/** The newest of this device's own; the others can be asked of it. */
const MOST_OWN = 200;

/**
 * @param files attachments that go, or belong to what goes
 * @param signer this device's, or for a preview one that signs nothing
 */
export async function custodyFor(
  session: Session,
  reader: KnownReader,
  selection: Selection,
  files: ReadonlySet<Digest>,
  signer: Signer,
): Promise<readonly CustodyLine[]> {
  const mechanism = profileOf(session)?.id;
  if (mechanism === undefined) return [];
  const going = Map.groupBy(
    selection.changesets.filter(({ author }) => author !== session.device.kid && author !== reader.kid),
    ({ author }) => author,
  );
  const own: CustodyLine[] = [];
  for (const arrival of arrivalsIn(session.ledger.store).toReversed()) {
    if (own.length >= MOST_OWN) break;
    if (!arrival.isVouched || arrival.from === reader.kid || arrival.from === session.device.kid) continue;
    const about = aboutOf(arrival, going, files);
    if (about.runs.length + about.files.length === 0) continue;
    const { bundle, from, at } = arrival;
    const custody: Custody = { mechanism, by: session.device.kid, from, bundle, at, to: reader.kid, ...about };
    own.push({ custody, signed: await signCustody(custody, signer) });
  }
  const isAboutGoing = ({ custody }: CustodyLine): boolean =>
    custody.by !== reader.kid && hasAny(aboutOf(custody, going, files));
  return [
    ...own,
    ...custodyIn(session)
      .filter(isAboutGoing)
      .slice(0, MAX_CUSTODY - own.length),
  ];
}

/** Those that say something about one of these files. */
export const custodyOf = (lines: readonly CustodyLine[], files: ReadonlySet<Digest>): readonly Signed[] =>
  lines.filter(({ custody }) => custody.files.some((digest) => files.has(digest))).map(({ signed }) => signed);

type About = Pick<Custody, 'runs' | 'files'>;

/** What of this goes. */
function aboutOf(
  { runs, files }: Pick<Arrival, 'runs' | 'files'>,
  going: ReadonlyMap<KeyId, readonly Selected[]>,
  goingFiles: ReadonlySet<Digest>,
): About {
  const marks = runs.flatMap(
    (run) => going.get(run.author)?.filter(({ seq }) => run.from <= seq && seq <= run.to) ?? [],
  );
  return {
    runs: runsOf(marks).slice(0, MAX_IN_LINE),
    files: files
      .filter((digest) => goingFiles.has(digest))
      .toSorted()
      .slice(0, MAX_IN_LINE),
  };
}

const hasAny = ({ runs, files }: About): boolean => runs.length + files.length > 0;
