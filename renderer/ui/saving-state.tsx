// How far a file is that is being made, and the way to stop it: stands where the buttons were that began it.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import type { Saving } from '#renderer/state/use-saving.ts';
import { Button } from './button.tsx';

export function SavingState({ progress, stop }: Pick<Saving, 'progress' | 'stop'>): ReactNode {
  const { t } = useTranslation('app');
  const formats = useFormats();
  if (progress === null) return null;
  const { done, of } = progress;
  return (
    <>
      <p role="status">
        {of === null
          ? t('saving.writing', { seconds: formats.number(done) })
          : t('saving.reading', { done: formats.number(done), of: formats.number(of) })}
      </p>
      <Button onPress={stop}>{t('saving.stop')}</Button>
    </>
  );
}
