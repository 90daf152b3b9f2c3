// This laptop's own letterbox on the local network, as the main process tells of it; undefined until it is known.

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandOverView } from '#renderer/engine/carry-views.ts';
import type { HubState } from '#shared/wire/hub.ts';
import { useDesktop } from './engine-context.tsx';

export function useHub(): HubState | undefined {
  const desktop = useDesktop();
  const [hub, setHub] = useState<HubState>();
  useEffect(() => {
    const stop = desktop.on('hub', setHub);
    void desktop.hubState().then(setHub);
    return stop;
  }, [desktop]);
  return hub;
}

/** Where bundles can be left: those that the engine knows, and this laptop's own, where it is open for others. */
export function useLetterboxes(view: HandOverView | undefined): HandOverView['letterboxes'] {
  const { t } = useTranslation('network');
  const open = useHub()?.open;
  const known = view?.letterboxes ?? [];
  return open?.isHereOnly === false ? [...known, { name: t('name'), url: open.own, isNearby: true }] : known;
}
