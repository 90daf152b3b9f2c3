// Saves the documents for the Governments, in the language of the screen, to be worked on or to be printed.

import { FileText } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import type { RecordId } from '#shared/base/ids.ts';

const FORMATS = ['docx', 'pdf'] as const;
type Format = (typeof FORMATS)[number];

export function PackageButtons({ record }: { readonly record: string }): ReactNode {
  const { t } = useTranslation('mechanism');
  const language = useLanguage();
  const engine = useEngine();
  const { show, showProblem } = useToast();
  const [working, setWorking] = useState<Format | null>(null);
  const save = async (format: Format): Promise<void> => {
    setWorking(format);
    const saved = await engine.savePackage(record as RecordId, format, {
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
    });
    setWorking(null);
    if (!saved.ok) showProblem(saved.error);
    else if (saved.value !== null) show(t('package.saved', { name: saved.value.name }));
  };
  return FORMATS.map((format) => (
    <Button key={format} icon={FileText} isPending={working === format} onPress={() => void save(format)}>
      {t('package.save', { format: format.toUpperCase() })}
    </Button>
  ));
}
