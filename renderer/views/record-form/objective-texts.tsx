// What was said about each objective: one tab an objective, hanging from the main cord, and in it one ruled
// text for each of the form's questions, one idea a line. The tabs are the objectives chosen in the form, and
// any other that already has something written.

import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useController, useWatch } from 'react-hook-form';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import { CordStrands, MainCord } from '#renderer/ui/cord.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { objectiveByNumber } from '#shared/mechanism/compact.ts';
import type { Field } from '#shared/record/definition.ts';
import { emptyOf, type FieldValue, numbersOf } from './field-value.ts';
import { ClosedField } from './closed-field.tsx';
import { FieldHint, FieldLabel } from './field-words.tsx';
import { useFormDesk } from './form-desk.ts';
import { ObjectivePicker } from './objectives-control.tsx';
import { LevelNote, SensitivityMark } from './sensitivity.tsx';
import controls from './controls.module.css';
import styles from './objective-texts.module.css';

/** Up to so many, every tab says its objective's name; beyond, only its number, and the open one says it within. */
const ALL_NAMED = 3;

export interface ObjectiveTextsProps {
  /** the questions: fields with one text an objective */
  readonly fields: readonly Field[];
  /** the field in which objectives are chosen */
  readonly chooser: Field;
}

export function ObjectiveTexts({ fields, chooser }: ObjectiveTextsProps): ReactNode {
  const { t } = useTranslation('form');
  const language = useLanguage();
  const { control } = useFormDesk();
  const { field: chosen } = useController({ control, name: chooser.key });
  const values = useWatch({ control, name: fields.map(({ key }) => key) }) as readonly (FieldValue | undefined)[];
  const [isPicking, setPicking] = useState(false);
  const [wanted, setWanted] = useState<string | null>(null);
  const written = values.flatMap((value) => (value?.type === 'parts' ? Object.entries(value.parts) : []));
  const withText = written.filter(([, text]) => text !== null && text !== '').map(([objective]) => Number(objective));
  const objectives = [
    ...new Set([...numbersOf(chosen.value as FieldValue), ...withText.filter(Number.isInteger)]),
  ].sort((a, b) => a - b);
  const current = objectives.find((objective) => String(objective) === wanted) ?? objectives[0];
  const add = (
    <AriaButton className={styles.add ?? ''} onPress={() => setPicking(true)}>
      <Icon of={Plus} />
      <span>{objectives.length === 0 ? t('objectives.choose') : t('objectives.another')}</span>
    </AriaButton>
  );
  return (
    <section aria-label={t('texts.label')}>
      <div className={styles.hanging}>
        <MainCord className={styles.cord} />
        {objectives.length === 0 ? (
          <div className={styles.none}>
            <p>{t('texts.none')}</p>
            {add}
          </div>
        ) : (
          <Tabs
            selectedKey={String(current)}
            onSelectionChange={(key) => setWanted(String(key))}
            className={styles.whole ?? ''}
          >
            <div className={styles.strip}>
              <TabList aria-label={t('texts.label')} className={styles.tabs ?? ''}>
                {objectives.map((objective) => (
                  <ObjectiveTab
                    key={objective}
                    objective={objective}
                    answered={answeredIn(values, objective)}
                    of={fields.length}
                    isShort={objectives.length > ALL_NAMED}
                  />
                ))}
              </TabList>
              {add}
            </div>
            <TabPanel key={current} id={String(current)} className={styles.panel ?? ''}>
              {objectives.length > ALL_NAMED && <h3>{objectiveByNumber(current ?? 0)?.short[language]}</h3>}
              <p className={styles.rule}>{t('texts.rule')}</p>
              {fields.map((field) => (
                <ObjectiveText key={field.key} field={field} objective={current ?? 0} />
              ))}
            </TabPanel>
          </Tabs>
        )}
      </div>
      <ObjectivePicker
        field={chooser}
        value={(chosen.value as FieldValue | undefined) ?? emptyOf(chooser)}
        onChange={chosen.onChange}
        isOpen={isPicking}
        onClose={() => setPicking(false)}
      />
    </section>
  );
}

interface ObjectiveTabProps {
  readonly objective: number;
  readonly answered: number;
  readonly of: number;
  /** the number alone is seen; the name is still read aloud */
  readonly isShort: boolean;
}

function ObjectiveTab({ objective, answered, of, isShort }: ObjectiveTabProps): ReactNode {
  const { t } = useTranslation('form');
  const language = useLanguage();
  const known = objectiveByNumber(objective);
  const mesa = known?.mesa ?? 1;
  return (
    <Tab id={String(objective)} className={styles.tab ?? ''}>
      <svg viewBox="0 0 12 26" aria-hidden focusable={false} className={`${styles.hang} mesa-${mesa}`}>
        <CordStrands mesa={mesa} shape={{ x: 6, top: 0, bottom: 18, seed: 0, sway: 0 }} />
        <circle cx={6} cy={21} r={4} className={answered > 0 ? styles.knotFull : styles.knotHollow} />
      </svg>
      <span>
        <b className="number">{objective}</b>{' '}
        <span className={isShort ? 'hidden-visually' : undefined}>{known?.short[language]}</span>
      </span>
      <span className={styles.progress}>
        {answered === 0 ? t('texts.empty') : t('texts.answered', { count: answered, of })}
      </span>
    </Tab>
  );
}

export function ObjectiveText({ field, objective }: { readonly field: Field; readonly objective: number }): ReactNode {
  const { control, lang, levelOf, problemOf, isClosed } = useFormDesk();
  const { field: input } = useController({ control, name: field.key });
  const value = input.value as FieldValue | undefined;
  const parts = value?.type === 'parts' ? value.parts : {};
  const text = parts[String(objective)];
  if (isClosed(field, String(objective))) return <ClosedField field={field} />;
  return (
    <div className={controls.field} id={`field-${field.key}`}>
      <TextField
        label={<FieldLabel field={field} />}
        value={text === undefined || text === null ? '' : String(text)}
        onChange={(next) =>
          input.onChange({
            ...(value?.type === 'parts' ? value : { type: 'parts' }),
            parts: { ...parts, [objective]: next },
          })
        }
        lines={2}
        lang={lang}
        hint={<FieldHint field={field} />}
        error={problemOf(field)}
        className={controls.grow}
      />
      <LevelNote level={levelOf(field)} />
      <div className={controls.tools}>
        <SensitivityMark field={field} />
      </div>
    </div>
  );
}

const answeredIn = (values: readonly (FieldValue | undefined)[], objective: number): number =>
  values.filter((value) => {
    const text = value?.type === 'parts' ? value.parts[String(objective)] : undefined;
    return text !== undefined && text !== null && text !== '';
  }).length;
