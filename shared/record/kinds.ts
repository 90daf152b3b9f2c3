// Stage 1, the kinds of record this app knows. A record of any other kind (made by a newer app) is kept and
// carried whole: `kindOf` answers undefined, and cells.ts still maps it there and back without a loss.

import commitmentAdditions from '#resources/mechanism/additions/commitment.json' with { type: 'json' };
import consultationAdditions from '#resources/mechanism/additions/consultation.json' with { type: 'json' };
import meetingAdditions from '#resources/mechanism/additions/meeting.json' with { type: 'json' };
import memberAdditions from '#resources/mechanism/additions/member.json' with { type: 'json' };
import practiceAdditions from '#resources/mechanism/additions/practice.json' with { type: 'json' };
import questionsAdditions from '#resources/mechanism/additions/questions.json' with { type: 'json' };
import recommendationAdditions from '#resources/mechanism/additions/recommendation.json' with { type: 'json' };
import registrationAdditions from '#resources/mechanism/additions/registration.json' with { type: 'json' };
import relatoriaAdditions from '#resources/mechanism/additions/relatoria.json' with { type: 'json' };
import reviewAdditions from '#resources/mechanism/additions/review.json' with { type: 'json' };
import rulesAdditions from '#resources/mechanism/additions/rules.json' with { type: 'json' };
import commitmentForm from '#resources/mechanism/forms/commitment.json' with { type: 'json' };
import consultationForm from '#resources/mechanism/forms/consultation.json' with { type: 'json' };
import practiceForm from '#resources/mechanism/forms/practice.json' with { type: 'json' };
import registrationForm from '#resources/mechanism/forms/registration.json' with { type: 'json' };
import type { Field, Kind } from './definition.ts';
import { kindFromForm } from './kind-from-form.ts';
import { bareQuestion } from './question-key.ts';

const consultation: Kind = kindFromForm(
  consultationForm.consultationFormFields,
  consultationAdditions,
  consultationForm.consultationFormSections,
);

const practice: Kind = kindFromForm(practiceForm.practiceFormFields, practiceAdditions);

const commitment: Kind = kindFromForm(commitmentForm.pledgeFormFields, commitmentAdditions);

const recommendation: Kind = kindFromForm([], recommendationAdditions);

/** The joining form of the Mechanism: of an organisation, an informal group or a person. */
const registration: Kind = kindFromForm(registrationForm.registrationFormFields, registrationAdditions);

export const REGISTRATION_KIND = registration.key;

const meeting: Kind = kindFromForm([], meetingAdditions);

const member: Kind = kindFromForm([], memberAdditions);

/** Term, quorum, rotation: settings of the Mechanism, which the source does not have. */
const rules: Kind = kindFromForm([], rulesAdditions);

/** What reviewers say of another record (merge/review.ts). Nobody begins one: it is found with its record. */
const review: Kind = kindFromForm([], reviewAdditions);

export const REVIEW_KIND = review.key;

/** What rapporteurs write over other records (report/relatoria.ts). It is begun among the reports. */
const relatoria: Kind = kindFromForm([], relatoriaAdditions);

export const RELATORIA_KIND = relatoria.key;

/** Extra questions of a mesa, beside the form of another kind (question-sheet.ts). They are brought in a spreadsheet. */
const questions: Kind = kindFromForm([], questionsAdditions);

export const QUESTIONS_KIND = questions.key;

/** Whose forms can have extra questions. */
export const ASKED_KINDS: readonly string[] = [consultation.key, practice.key];

/** By key, in the order in which the app offers them. */
export const kinds: ReadonlyMap<string, Kind> = new Map(
  [consultation, practice, commitment, recommendation, meeting, registration, member, rules].map((kind) => [
    kind.key,
    kind,
  ]),
);

const known: ReadonlyMap<string, Kind> = new Map([
  ...kinds,
  ...[review, relatoria, questions].map((kind) => [kind.key, kind] as const),
]);

const fieldsByKind: ReadonlyMap<string, ReadonlyMap<string, Field>> = new Map(
  [...known.values()].map((kind) => [kind.key, new Map(kind.fields.map((field) => [field.key, field]))]),
);

export const kindOf = (key: string): Kind | undefined => known.get(key);

/** Of an extra question, what its name alone says. */
export const fieldOf = (kind: string, field: string): Field | undefined =>
  fieldsByKind.get(kind)?.get(field) ?? (ASKED_KINDS.includes(kind) ? bareQuestion(field) : undefined);

/** Whether its records name meetings, or what was agreed in them, by their ids. */
export const namesMeetings = (kind: string): boolean => kindOf(kind)?.fields.some(isOfMeetings) ?? false;

const isOfMeetings = ({ shape }: Pick<Field, 'shape'>): boolean =>
  ('from' in shape && (shape.from.type === 'meetings' || shape.from.type === 'agreements')) ||
  ('subfields' in shape && shape.subfields.some(isOfMeetings));
