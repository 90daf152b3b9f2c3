// What a companion writes, in the language of the screen.

import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scene } from '#renderer/engine/companions.ts';
import type { SceneWords } from '#renderer/engine/practice-door.ts';
import { useLanguage } from '#renderer/i18n/language.ts';

/** A relatoría is made from two records. */
const RECORDS = {
  conflict: ['conflict'],
  clock: ['clock'],
  forged: ['forged'],
  relatoria: ['north', 'south'],
} as const satisfies Record<Scene, readonly string[]>;

export function useSceneWords(): (scene: Scene) => SceneWords {
  const { t } = useTranslation('workshop');
  const language = useLanguage();
  return useCallback(
    (scene) => ({
      language,
      organisation: t('scene.organisation'),
      records: RECORDS[scene].map((name) => ({ title: t(`scene.${name}.title`), told: t(`scene.${name}.told`) })),
    }),
    [t, language],
  );
}
