// The Mechanism at work: who sits at the Mesa de Vinculación, the four mesas, meetings and what was agreed, commitments,
// the annual dialogue, and the questions of a mesa. All of it is read from records; a press here begins or opens one.

import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import { useRead } from '#renderer/state/engine-context.tsx';
import { useNewRecord } from '#renderer/state/new-record.ts';
import { go } from '#renderer/state/route.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { Tabs, type TabPart } from '#renderer/ui/tabs.tsx';
import { CalendarButton } from './calendar-button.tsx';
import { CommitmentsPart } from './commitments-part.tsx';
import { DialoguePart } from './dialogue-part.tsx';
import { MeetingsPart } from './meetings-part.tsx';
import { MesasPart } from './mesas-part.tsx';
import { BringQuestions, QuestionsPart } from './questions-part.tsx';
import { SeatsPart } from './seats-part.tsx';

export function Mechanism(): ReactNode {
  const { t } = useTranslation('mechanism');
  const search = useSearch();
  const view = useRead((engine) => engine.mechanism(), ['records', 'drafts', 'trust']);
  if (view === undefined) return <Place title={t('title')}>{null}</Place>;
  const parts: readonly TabPart[] = [
    { key: 'seats', label: t('parts.seats'), content: <SeatsPart view={view} /> },
    { key: 'mesas', label: t('parts.mesas'), content: <MesasPart view={view} /> },
    { key: 'meetings', label: t('parts.meetings'), content: <MeetingsPart view={view} /> },
    { key: 'commitments', label: t('parts.commitments'), content: <CommitmentsPart view={view} search={search} /> },
    { key: 'dialogue', label: t('parts.dialogue'), content: <DialoguePart view={view} /> },
    { key: 'questions', label: t('parts.questions'), content: <QuestionsPart /> },
  ];
  const asked = new URLSearchParams(search).get('part');
  const part = parts.find(({ key }) => key === asked)?.key ?? 'seats';
  return (
    <Place
      title={t('title')}
      lede={t('lede')}
      actionsStart={part === 'meetings' && view.meetings.length > 0 ? <CalendarButton /> : undefined}
      actions={<NewButton part={part} />}
    >
      <Tabs
        label={t('title')}
        parts={parts}
        value={part}
        onChange={(next) => go(`/mechanism?part=${next}`, { replace: true })}
      />
    </Place>
  );
}

/** What one comes to a part to add. */
function NewButton({ part }: { readonly part: string }): ReactNode {
  const { t } = useTranslation('mechanism');
  const newRecord = useNewRecord();
  const main = (words: string, kind: string, cells: Readonly<Record<string, string>> = {}): ReactNode => (
    <Button tone="main" icon={Plus} onPress={() => void newRecord(kind, cells)}>
      {words}
    </Button>
  );
  switch (part) {
    case 'meetings':
      return main(t('new.meeting'), 'meeting');
    case 'commitments':
      return main(t('new.commitment'), 'commitment');
    case 'dialogue':
      return main(t('new.dialogue'), 'meeting', { meeting_type: 'annual_dialogue' });
    case 'questions':
      return <BringQuestions />;
    default:
      return main(t('new.member'), 'member');
  }
}
