// Saves the documents for the Governments, in the language of the screen.

import { FileText } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import type { RecordId } from '#shared/base/ids.ts';

export function PackageButton({ record }: { readonly record: string }): ReactNode {
  const { t } = useTranslation('mechanism');
  const language = useLanguage();
  const engine = useEngine();
  const { show, showProblem } = useToast();
  const [isWorking, setWorking] = useState(false);
  const save = async (): Promise<void> => {
    setWorking(true);
    const saved = await engine.savePackage(record as RecordId, {
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
    setWorking(false);
    if (!saved.ok) showProblem(saved.error);
    else if (saved.value !== null) show(t('package.saved', { name: saved.value.name }));
  };
  return (
    <Button icon={FileText} isPending={isWorking} onPress={() => void save()}>
      {t('package.save')}
    </Button>
  );
}
