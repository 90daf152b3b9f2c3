// Saves meetings, and what was agreed and is not done, as a file for a calendar program.

import { CalendarDays } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { useToast } from '#renderer/ui/toast.tsx';

export function CalendarButton(): ReactNode {
  const { t } = useTranslation('mechanism');
  const engine = useEngine();
  const { show, showProblem } = useToast();
  const [isWorking, setWorking] = useState(false);
  const save = async (): Promise<void> => {
    setWorking(true);
    const name = t('calendar.fileName');
    const saved = await engine.saveCalendar({
      fileName: name,
      name,
      next: t('calendar.next'),
      due: t('calendar.due'),
    });
    setWorking(false);
    if (!saved.ok) showProblem(saved.error);
    else if (saved.value !== null) show(t('meetings.saved', { name: saved.value.name }));
  };
  return (
    <Button tone="plain" icon={CalendarDays} isPending={isWorking} onPress={() => void save()}>
      {t('meetings.calendar')}
    </Button>
  );
}
