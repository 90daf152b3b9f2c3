// This laptop's own room, as the main process tells of it; undefined until it is known, null while none is open.

import { useEffect, useState } from 'react';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import type { RoomState } from '#shared/wire/room.ts';

export function useRoom(): RoomState | null | undefined {
  const desktop = useDesktop();
  const [room, setRoom] = useState<RoomState | null>();
  useEffect(() => {
    const stop = desktop.on('room', setRoom);
    void desktop.roomState().then(setRoom);
    return stop;
  }, [desktop]);
  return room;
}
