// Of which kind, and in which language: what is asked before something leaves to be filled in elsewhere.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Select } from '#renderer/ui/select.tsx';
import { type Language, LANGUAGES } from '#shared/mechanism/language.ts';
import { kinds } from '#shared/record/kinds.ts';

export interface KindAndLanguageProps {
  readonly kind: string;
  readonly onKind: (kind: string) => void;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

export function KindAndLanguage({ kind, onKind, language, onLanguage }: KindAndLanguageProps): ReactNode {
  const { t } = useTranslation('paper');
  const screen = useLanguage();
  const { alone } = useFormats();
  return (
    <>
      <Select
        label={t('form.kind')}
        value={kind}
        onChange={onKind}
        options={[...kinds.values()].map(({ key, label }) => ({ key, label: label[screen] }))}
      />
      <Select
        label={t('form.language')}
        value={language}
        onChange={(key) => onLanguage(LANGUAGES.find((each) => each === key) ?? screen)}
        options={LANGUAGES.map((key) => ({ key, label: alone(t(`form.languages.${key}`)) }))}
      />
    </>
  );
}
