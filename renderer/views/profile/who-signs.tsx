// How many keys sign for the mechanism, and what each choice risks.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';

export type WhoSigns = 'three' | 'five' | 'one';

/** Keys on sticks, and how many of them must sign; none: the one in this laptop. */
export const ROOTS_OF: Readonly<Record<WhoSigns, { readonly count: number; readonly threshold: number }>> = {
  three: { count: 3, threshold: 2 },
  five: { count: 5, threshold: 3 },
  one: { count: 0, threshold: 1 },
};

export interface WhoSignsChoiceProps {
  readonly value: WhoSigns;
  readonly onChange: (value: WhoSigns) => void;
  readonly among: readonly WhoSigns[];
}

export function WhoSignsChoice({ value, onChange, among }: WhoSignsChoiceProps): ReactNode {
  const { t } = useTranslation('roots');
  return (
    <RadioGroup
      label={t('who.title')}
      value={value}
      onChange={(key) => onChange(among.find((one) => one === key) ?? 'three')}
      options={among.map((key) => ({ key, label: t(`who.${key}`), hint: t(`who.${key}Words`) }))}
    />
  );
}
