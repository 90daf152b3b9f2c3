// Saves the documents for the Governments, in the language of the screen, to be worked on or to be printed.

import { FileText } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { useSaving } from '#renderer/state/use-saving.ts';
import { Button } from '#renderer/ui/button.tsx';
import { SavingState } from '#renderer/ui/saving-state.tsx';
import type { RecordId } from '#shared/base/ids.ts';

const FORMATS = ['docx', 'pdf'] as const;
type Format = (typeof FORMATS)[number];

export function PackageButtons({ record }: { readonly record: string }): ReactNode {
  const { t } = useTranslation('mechanism');
  const language = useLanguage();
  const engine = useEngine();
  const saving = useSaving((name) => t('package.saved', { name }));
  const words = {
    language,
    governments: t('dialogue.governments'),
    topics: t('dialogue.topics'),
    questions: t('dialogue.questions'),
    inputs: t('package.inputs'),
    nothing: t('dialogue.nothing'),
    withheld: t('package.withheld', { texts: '{{count}}' }),
    reminder: t('dialogue.reminder'),
    sources: t('package.sources'),
    cover: t('package.cover'),
  };
  const save = (format: Format): void =>
    void saving.save((goOn) => engine.savePackage(record as RecordId, format, words, goOn));
  if (saving.progress !== null) return <SavingState {...saving} />;
  return FORMATS.map((format) => (
    <Button key={format} icon={FileText} onPress={() => save(format)}>
      {t('package.save', { format: format.toUpperCase() })}
    </Button>
  ));
}
