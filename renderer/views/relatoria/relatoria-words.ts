// What stands in a relatoría in the reader's words: figures, their names, who may read a sentence.

import type { TFunction } from 'i18next';
import type { FigureView } from '#renderer/engine/relatoria-views.ts';
import type { Formats } from '#renderer/i18n/format.ts';
import type { Language } from '#shared/mechanism/language.ts';
import type { Field } from '#shared/record/definition.ts';
import { fieldOf, RELATORIA_KIND } from '#shared/record/kinds.ts';
import { optionsOf } from '#shared/record/options.ts';
import { componentsOf } from '#shared/record/paths.ts';
import type { Audience } from '#shared/report/admission.ts';
import { withFigures } from '#shared/report/figures.ts';
import type { Heading } from '#shared/report/relatoria.ts';

type Say = TFunction<'relatoria'>;

function figureWords(figure: Pick<FigureView, 'count' | 'least'> | null, t: Say, formats: Formats): string {
  if (figure === null || figure.count === 'unknown') return t('figure.none');
  if (figure.count === 'small') return t('figure.small', { limit: figure.least });
  return figure.count === 'kept' ? t('figure.kept') : formats.number(figure.count);
}

export const wordsWithFigures = (words: string, figures: readonly FigureView[], t: Say, formats: Formats): string =>
  withFigures(words, new Map(figures.map((figure) => [figure.name, figure])), (each) => figureWords(each, t, formats));

/** `Sexo: mujeres · 27` */
export const figureWithNumber = (
  name: string,
  figure: Pick<FigureView, 'count' | 'least'> | null,
  t: Say,
  formats: Formats,
  language: Language,
): string => `${figureName(name, language)} · ${figureWords(figure, t, formats)}`;

/** `Sexo: mujeres` */
function figureName(name: string, language: Language): string {
  const [key = '', option] = componentsOf(name);
  const field = fieldOf('consultation', key);
  const label = field?.label[language] ?? key;
  return option === undefined ? label : `${label}: ${optionWord(field, option, language)}`;
}

export const headingWord = (heading: Heading, language: Language): string =>
  optionWord(textField('heading'), heading, language);

export const audienceWord = (audience: Audience, language: Language): string =>
  optionWord(fieldOf(RELATORIA_KIND, 'audience'), audience, language);

function textField(key: string): Field | undefined {
  const shape = fieldOf(RELATORIA_KIND, 'text')?.shape;
  return shape?.type === 'repeatGroup' ? shape.subfields.find((subfield) => subfield.key === key) : undefined;
}

function optionWord(field: Field | undefined, key: string, language: Language): string {
  const shape = field?.shape;
  if (shape === undefined || !('from' in shape)) return key;
  return optionsOf(shape.from).find((option) => option.key === key)?.label[language] ?? key;
}
