// The four mesas: their objectives, what their last meeting put first, and who belongs to them.

import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { MechanismNow } from '#shared/report/mechanism-records.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useNewRecord } from '#renderer/state/new-record.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Cord } from '#renderer/ui/cord.tsx';
import { ObjectiveChips } from '#renderer/ui/objective-chip.tsx';
import { type Mesa, mesas } from '#shared/mechanism/compact.ts';
import { fieldOf } from '#shared/record/kinds.ts';
import { optionWord } from './option-word.ts';
import { names } from '#renderer/ui/names.ts';
import sheet from '#renderer/ui/sheet.module.css';
import styles from './mechanism.module.css';

export const MesasPart = ({ view }: { readonly view: MechanismNow }): ReactNode => (
  <div className={styles.mesas}>
    {mesas.map((mesa) => (
      <MesaCard key={mesa.n} mesa={mesa} view={view} />
    ))}
  </div>
);

function MesaCard({ mesa, view }: { readonly mesa: Mesa; readonly view: MechanismNow }): ReactNode {
  const { t } = useTranslation('mechanism');
  const formats = useFormats();
  const language = useLanguage();
  const newRecord = useNewRecord();
  const { n } = mesa;
  const members = view.composition.mesas.find((each) => each.n === n)?.members ?? [];
  const priorities = view.meetings.findLast((meeting) => meeting.mesa === n && meeting.objectives.length > 0);
  return (
    <section className={names(sheet.sheet, styles.card)} aria-labelledby={`mesa-${n}`}>
      <h2 id={`mesa-${n}`} className={styles.mesa}>
        <Cord mesa={n} />
        <span>
          {mesa.name[language]}
          <span className={styles.about}>{mesa.label[language]}</span>
        </span>
      </h2>
      <h3>{t('mesas.objectives')}</h3>
      <ObjectiveChips objectives={mesa.objectives} isShort />
      <h3>{t('mesas.priorities')}</h3>
      {priorities === undefined ? (
        <p className="small quiet">{t('mesas.noPriorities')}</p>
      ) : (
        <ObjectiveChips objectives={priorities.objectives} named={3} />
      )}
      <h3>{t('mesas.members', { number: formats.number(members.length) })}</h3>
      {members.length === 0 ? (
        <p className="small quiet">{t('mesas.noMembers')}</p>
      ) : (
        <ul className={styles.members}>
          {members.map(({ record, organisation, role }) => (
            <li key={record}>
              <Link href={`/record/${record}`} className={styles.rowLink}>
                <bdi>{organisation}</bdi>
              </Link>
              {role !== 'member' && (
                <span className="small quiet">{optionWord(fieldOf('member', 'role'), role, language)}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className={sheet.buttons}>
        <Button tone="plain" icon={Plus} onPress={() => void newRecord('member', { role: 'member', working_table: n })}>
          {t('mesas.add', { mesa: n })}
        </Button>
        <Button
          tone="plain"
          icon={Plus}
          onPress={() => void newRecord('meeting', { meeting_type: 'working_table', working_table: n })}
        >
          {t('mesas.meet', { mesa: n })}
        </Button>
      </div>
    </section>
  );
}
