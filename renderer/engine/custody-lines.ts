// The lines of custody that came here, each verified when it came.

import { oncePer } from '#shared/base/once.ts';
import { type Custody, decodeCustody } from '#shared/bundle/custody.ts';
import type { Signed } from '#shared/log/envelope.ts';
import type { Session } from './session.ts';
import { CUSTODY } from './shelf-names.ts';

export interface CustodyLine {
  readonly signed: Signed;
  readonly custody: Custody;
}

export const custodyIn = ({ ledger }: Pick<Session, 'ledger'>): readonly CustodyLine[] =>
  ledger.store.shelf.under(CUSTODY).flatMap(([, value]) => lineOf(value as object as Signed) ?? []);

const lineOf = oncePer((signed: Signed): CustodyLine | undefined => {
  const custody = decodeCustody(signed);
  return custody === undefined ? undefined : { signed, custody };
});
