// What a look at the connection found, each with what to do, and the way that always goes: a stick.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '#renderer/ui/notice.tsx';
import type { RoomFinding } from '#shared/wire/room.ts';

const GOOD: readonly RoomFinding['type'][] = ['people', 'came', 'reached'];

export interface FindingsProps {
  readonly findings: readonly RoomFinding[];
  /** how it goes by a stick */
  readonly stick: string;
}

export function Findings({ findings, stick }: FindingsProps): ReactNode {
  const { t } = useTranslation('room');
  return (
    <>
      {findings.map((finding) => (
        <Notice
          key={finding.type}
          tone={GOOD.includes(finding.type) ? 'done' : 'wait'}
          title={t(`finding.${finding.type}.what`, finding)}
        >
          <p>{t(`finding.${finding.type}.next`)}</p>
          {!GOOD.includes(finding.type) && <p>{stick}</p>}
        </Notice>
      ))}
    </>
  );
}
