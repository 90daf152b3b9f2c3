// The first opening after a recovery: this device has a key of its own and begins a chain of its own. What the lost
// one alone could go on with is put down: a joining it had begun, invitations that it had written, and whom its chain
// had seen.

import type { Json } from '#shared/base/json.ts';
import { activityChange } from '../engine/activity.ts';
import type { Session } from '../engine/session.ts';
import { GOES_ON_AS, INVITATION, JOINING, SEEN } from '../engine/shelf-names.ts';

export async function goOnAsNew(session: Session): Promise<void> {
  const { ledger, device, former } = session;
  const { shelf } = ledger.store;
  if (former.length === 0 || shelf.get(GOES_ON_AS) === device.kid) return;
  const begun = [...shelf.under(INVITATION), ...shelf.under(SEEN)].map(([name]) => name);
  const joining = shelf.get(JOINING) === undefined ? [] : [JOINING];
  const changes = new Map<string, Json | null>([
    ...[...begun, ...joining].map((name): [string, null] => [name, null]),
    [GOES_ON_AS, device.kid],
    ...activityChange(session, 'recovered'),
  ]);
  await ledger.exclusive(() => ledger.commit({ shelf: changes }));
}
