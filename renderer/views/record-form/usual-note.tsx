// Says which answers a new record began with because the last one of this device has them, and takes them out in one
// press. They are ordinary answers: whoever changes them needs no note.

import { X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { USUAL } from '#renderer/state/new-record.ts';
import { useHashSearch } from '#renderer/state/route.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import type { Language } from '#shared/mechanism/language.ts';
import type { Field, Kind } from '#shared/record/definition.ts';
import { elementsOf, emptyOf, type FieldValue } from './field-value.ts';
import { useFormDesk } from './form-desk.ts';
import { sourceOf, wordOf } from './options.ts';

/** Whether the form was opened for a record that began so; going from page to page does not change it. */
export function useWasUsual(): boolean {
  const isUsual = new URLSearchParams(useHashSearch()).has(USUAL);
  const [was] = useState(isUsual);
  return was;
}

export interface UsualNoteProps {
  readonly kind: Kind;
  /** the fields of the page */
  readonly on: readonly Field[];
}

export function UsualNote({ kind, on }: UsualNoteProps): ReactNode {
  const { t } = useTranslation('form');
  const language = useLanguage();
  const formats = useFormats();
  const { control, write } = useFormDesk();
  const [isOver, setOver] = useState(false);
  const fields = on.filter(({ key }) => kind.usual.includes(key));
  const values = useWatch({ control, name: fields.map(({ key }) => key) }) as readonly FieldValue[];
  const words = fields.flatMap((field, at) => wordsOf(field, values[at], language));
  if (isOver || words.length === 0) return null;
  return (
    <Notice
      actions={
        <Button
          tone="plain"
          icon={X}
          onPress={() => {
            for (const field of fields) write(field, emptyOf(field));
            setOver(true);
          }}
        >
          {t('usual.clear')}
        </Button>
      }
    >
      <p>
        {t('usual.words')} <bdi>{formats.list(words)}</bdi>.
      </p>
    </Notice>
  );
}

function wordsOf(field: Field, value: FieldValue | undefined, language: Language): readonly string[] {
  const from = sourceOf(field);
  if (value?.type === 'set') return elementsOf(value).map((key) => (from ? wordOf(from, key, language) : key));
  if (value?.type !== 'one' || value.value === null || value.value === '') return [];
  return [from ? wordOf(from, String(value.value), language) : String(value.value)];
}
