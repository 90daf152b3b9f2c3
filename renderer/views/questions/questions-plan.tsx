// What a spreadsheet would ask: where, what of it was not understood, and every question with its options.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannedQuestion, QuestionsChoice, QuestionsPlan } from '#renderer/engine/questions-door.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { mesas } from '#shared/mechanism/compact.ts';
import { ASKED_KINDS, kindOf } from '#shared/record/kinds.ts';
import { labelsOf, type SheetWords } from '#shared/record/question-sheet.ts';
import { type LeftOut, NOT_TAKEN } from '#shared/report/xlsform-left.ts';
import sheet from '#renderer/views/spreadsheet/spreadsheet.module.css';
import styles from './questions.module.css';

const SHOWN = 200;

interface QuestionsPlanProps {
  readonly plan: QuestionsPlan;
  readonly choice: QuestionsChoice;
  readonly onChoice: (choice: QuestionsChoice) => void;
}

export function QuestionsPlanView({ plan, choice, onChoice }: QuestionsPlanProps): ReactNode {
  const { t } = useTranslation('questions');
  const formats = useFormats();
  const language = useLanguage();
  const { title, questions, gone, left, over, main } = plan;
  const say = (words: SheetWords): string => labelsOf(words, main)[language];
  return (
    <section aria-labelledby="plan" className={sheet.plan}>
      <h2 id="plan">
        <bdi>{title}</bdi>
      </h2>
      {over === null ? (
        <div className={styles.choice}>
          <RadioGroup
            label={t('plan.about')}
            value={choice.about}
            onChange={(about) => onChoice({ ...choice, about })}
            options={ASKED_KINDS.map((key) => ({ key, label: kindOf(key)?.label[language] ?? key }))}
          />
          <Select
            label={t('plan.mesa')}
            value={choice.mesa === null ? '' : String(choice.mesa)}
            onChange={(mesa) => onChoice({ ...choice, mesa: mesa === '' ? null : Number(mesa) })}
            options={[
              { key: '', label: t('plan.noMesa') },
              ...mesas.map(({ n, name, label }) => ({
                key: String(n),
                label: `${name[language]}: ${label[language]}`,
              })),
            ]}
          />
        </div>
      ) : (
        <p>{t('plan.over', { title: over.title })}</p>
      )}
      <p>{t('plan.level')}</p>
      <div role="status">
        <h3>{left.length === 0 ? t('plan.leftNone') : t('plan.leftTitle', { number: formats.number(left.length) })}</h3>
      </div>
      {left.length > 0 && <NotUnderstood left={left} />}
      <h3>{t('plan.questions', { number: formats.number(questions.length) })}</h3>
      <ol className={styles.questions}>
        {questions.map((question) => (
          <li key={question.name}>
            <QuestionLine question={question} say={say} />
          </li>
        ))}
      </ol>
      {gone.length > 0 && (
        <>
          <h3>{t('plan.gone')}</h3>
          <ul className={styles.questions}>
            {gone.map(({ type, name, label }) => (
              <li key={`${type} ${name}`}>
                <bdi>{say(label)}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function QuestionLine({
  question: { label, type, options = [], needed, state },
  say,
}: {
  readonly question: PlannedQuestion;
  readonly say: (words: SheetWords) => string;
}): ReactNode {
  const { t } = useTranslation('questions');
  const facts = [t(`type.${type}`), needed === true ? t('plan.needed') : '', t(`plan.state.${state}`)];
  return (
    <>
      <bdi>{say(label)}</bdi> <span className="small quiet">{facts.filter((fact) => fact !== '').join(' · ')}</span>
      {options.length > 0 && (
        <p className="small">
          <bdi>
            {options
              .filter(({ gone }) => gone !== true)
              .map((option) => say(option.label))
              .join(' · ')}
          </bdi>
        </p>
      )}
    </>
  );
}

/** What is not taken at all stands first. */
function NotUnderstood({ left }: { readonly left: readonly LeftOut[] }): ReactNode {
  const { t } = useTranslation('questions');
  const formats = useFormats();
  const isOut = ({ what }: LeftOut): boolean => (NOT_TAKEN as readonly string[]).includes(what);
  const ordered = [...left.filter(isOut), ...left.filter((each) => !isOut(each))];
  return (
    <>
      <table className={sheet.cells}>
        <thead>
          <tr>
            <th scope="col">{t('plan.where')}</th>
            <th scope="col">{t('plan.there')}</th>
            <th scope="col">{t('plan.happens')}</th>
          </tr>
        </thead>
        <tbody>
          {ordered.slice(0, SHOWN).map((each, at) => (
            <tr key={at}>
              <th scope="row">
                <bdi>{each.row === 0 ? each.sheet : t('plan.row', { sheet: each.sheet, row: each.row })}</bdi>
              </th>
              <td>
                <bdi>{each.text}</bdi>
              </td>
              <td>{t(`left.${each.what}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left.length > SHOWN && <p>{t('plan.more', { number: formats.number(left.length - SHOWN) })}</p>}
    </>
  );
}
