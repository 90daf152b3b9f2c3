// The secretariat's reading key: which one bundles are closed with now, changing it, three shares of it on three sticks,
// and practising with two. Making, joining and comparing happen in the main process; no share comes to this page.

import type { ReactNode } from 'react';
import type { TrustView } from '#renderer/engine/trust-views.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import styles from '../profile/profile.module.css';
import { KeyNow } from './key-now.tsx';
import { MakeShares } from './make-shares.tsx';
import { PractiseShares } from './practise-shares.tsx';
import { useKeyShares } from './use-key-shares.ts';
import { WhoReads } from './who-reads.tsx';

export interface ReadingPartProps {
  readonly trust: TrustView;
  readonly profile: MechanismProfile;
}

export function ReadingPart({ trust, profile }: ReadingPartProps): ReactNode {
  const language = useLanguage();
  const { state, readAgain } = useKeyShares(profile.suite, trust.device.recipient);
  const name = profile.names[language] ?? Object.values(profile.names)[0] ?? '';
  return (
    <div className={styles.halves}>
      <KeyNow trust={trust} />
      {trust.offices.length > 1 && <WhoReads trust={trust} />}
      {state !== null && (
        <>
          <MakeShares state={state} mechanism={{ id: profile.id, name, suite: profile.suite }} onChange={readAgain} />
          <PractiseShares state={state} mechanism={profile.id} suite={profile.suite} onChange={readAgain} />
        </>
      )}
    </div>
  );
}
