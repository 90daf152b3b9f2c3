// Asking to join the Mechanism, a step of its own: fill in the form, sign it by finishing it, hand it over as a bundle
// or on paper. It can be done at any time, and nothing that is recorded waits for it.

import { FileText, Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordRow } from '#renderer/engine/record-views.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { useNewRecord } from '#renderer/state/new-record.ts';
import { useSaving } from '#renderer/state/use-saving.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { Place } from '#renderer/ui/place.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import { StateTrack } from '#renderer/ui/state-track.tsx';
import steps from '#renderer/ui/steps.module.css';
import { SavingState } from '#renderer/ui/saving-state.tsx';
import type { RecordId } from '#shared/base/ids.ts';
import { REGISTRATION_KIND } from '#shared/record/kinds.ts';

const APPLICATIONS = { kinds: [REGISTRATION_KIND], sort: 'changed', descending: true } as const;

export function Joining(): ReactNode {
  const { t } = useTranslation('profile');
  const newRecord = useNewRecord();
  const listed = useRead((engine) => engine.list(APPLICATIONS), ['records', 'drafts', 'deliveries']);
  const trust = useRead((engine) => engine.trust(), ['trust']);
  if (listed === undefined || trust === undefined) return <Place title={t('apply.title')}>{null}</Place>;
  const application = listed.rows.find(({ fromOthers, deleted }) => !fromOthers && !deleted);
  return (
    <Place
      title={t('apply.title')}
      lede={t('apply.words')}
      crumbs={[{ label: t('title'), to: '/profile' }, { label: t('apply.title') }]}
      actions={
        application === undefined ? (
          <Button tone="main" onPress={() => void newRecord(REGISTRATION_KIND)}>
            {t('apply.begin')}
          </Button>
        ) : (
          <LinkButton tone={application.finished ? 'normal' : 'main'} to={`/record/${application.id}/edit`}>
            {t(application.finished ? 'apply.edit' : 'apply.goOn')}
          </LinkButton>
        )
      }
    >
      <section className={sheet.sheet}>
        <ol className={steps.steps}>
          <li>
            <h2>{t('apply.fill')}</h2>
            <p>{t('apply.fillWords')}</p>
            {application !== undefined && (
              <p>
                <LinkButton tone="plain" to={`/record/${application.id}`}>
                  <bdi>{application.title === '' ? t('apply.untitled') : application.title}</bdi>
                </LinkButton>
              </p>
            )}
          </li>
          <li>
            <h2>{t('apply.sign')}</h2>
            <p>{t(application?.finished === true ? 'apply.signed' : 'apply.signWords')}</p>
          </li>
          <li>
            <h2>{t('apply.give')}</h2>
            <p>{t('apply.giveWords')}</p>
            {application !== undefined && <Giving application={application} isAlone={trust.profile === null} />}
          </li>
        </ol>
      </section>
    </Place>
  );
}

interface GivingProps {
  readonly application: RecordRow;
  /** no mechanism is known here yet, so there is nobody to seal a bundle for */
  readonly isAlone: boolean;
}

function Giving({ application, isAlone }: GivingProps): ReactNode {
  const { t } = useTranslation('profile');
  return (
    <>
      <div className={sheet.buttons}>
        {isAlone ? (
          <LinkButton to="/profile">{t('apply.byFile')}</LinkButton>
        ) : (
          application.finished && <LinkButton to="/hand-over">{t('apply.byBundle')}</LinkButton>
        )}
        <OnPaper record={application.id} />
      </div>
      <p className="small quiet">{t(isAlone ? 'apply.aloneNote' : 'apply.paperNote')}</p>
      {application.finished && <StateTrack state={application.state} look="hanging" />}
    </>
  );
}

const FORMATS = { pdf: Printer, docx: FileText } as const;

function OnPaper({ record }: { readonly record: RecordId }): ReactNode {
  const { t } = useTranslation('profile');
  const engine = useEngine();
  const saving = useSaving((name) => t('apply.saved', { name }));
  if (saving.progress !== null) return <SavingState {...saving} />;
  return (['pdf', 'docx'] as const).map((format) => (
    <Button
      key={format}
      icon={FORMATS[format]}
      onPress={() => void saving.save((goOn) => engine.saveApplication(record, format, goOn))}
    >
      {t(`apply.${format}`)}
    </Button>
  ));
}
