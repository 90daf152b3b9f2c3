// A participant's way into the room: its address and code typed, from a picture, or from a file on a stick. Where it does
// not go, the connection is looked at by itself and what blocks it is said.

import { DoorOpen } from 'lucide-react';
import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import { useDesktop, useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { lastRoom } from '#renderer/state/last-room.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { CodeIn } from '#renderer/ui/code-in.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { Findings } from '#renderer/views/network/findings.tsx';
import type { RoomFinding } from '#shared/wire/room.ts';
import sheet from '#renderer/ui/sheet.module.css';

const FORM = 'enter-room';
/** where the network may be what is wrong */
const OF_THE_NETWORK: readonly string[] = ['roomUnreachable', 'notARoom'];

export function Enter(): ReactNode {
  const { t } = useTranslation(['room', 'workshop']);
  const engine = useEngine();
  const desktop = useDesktop();
  const trust = useRead((now) => now.trust(), ['trust']);
  const before = useStore(lastRoom);
  const [name, setName] = useState(before.name);
  const [way, setWay] = useState(before.way);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const [findings, setFindings] = useState<readonly RoomFinding[]>([]);
  const [isEntering, setEntering] = useState(false);
  const [isIn, setIn] = useState(false);
  const enter = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setEntering(true);
    const entered = await engine.enterRoom(way, name);
    const cause = entered.ok || entered.error.type !== 'refused' ? '' : entered.error.reason.type;
    setProblem(entered.ok ? null : entered.error);
    setIn(entered.ok);
    if (entered.ok) lastRoom.setState({ way, name, isAgain: false });
    setFindings(OF_THE_NETWORK.includes(cause) ? await desktop.roomLook({ way }) : []);
    setEntering(false);
  };
  const isOwnRoom = trust?.isSecretariat === true;
  return (
    <Place
      title={t('enter.title')}
      lede={t('enter.lede')}
      crumbs={[{ label: t('workshop:title'), to: '/workshop' }, { label: t('enter.title') }]}
      actions={
        <Button
          tone="main"
          type="submit"
          form={FORM}
          icon={DoorOpen}
          isDisabled={way.trim() === '' || name.trim() === '' || isOwnRoom}
          isPending={isEntering}
        >
          {t('enter.button')}
        </Button>
      }
    >
      <form id={FORM} className={sheet.sheet} onSubmit={(event) => void enter(event)}>
        {isIn && (
          <Notice
            tone="done"
            title={t('enter.done')}
            actions={<LinkButton to="/workshop">{t('workshop:title')}</LinkButton>}
          >
            <p>{t('enter.doneWords')}</p>
          </Notice>
        )}
        {before.isAgain && (
          <Notice tone="wait" title={t('enter.again')}>
            <p>{t('enter.againWords')}</p>
          </Notice>
        )}
        {isOwnRoom && <Notice title={t('enter.own')} />}
        <TextField label={t('enter.name')} hint={t('enter.nameHint')} value={name} onChange={setName} maxLength={200} />
        <CodeIn
          label={t('enter.way')}
          hint={t('enter.wayHint')}
          value={way}
          onChange={setWay}
          problem={problem}
          lines={2}
        />
        <Findings findings={findings} stick={t('stick')} />
      </form>
    </Place>
  );
}
