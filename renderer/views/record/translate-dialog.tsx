// Translating a record, text by text: the original on the left, which stays as it is, the translation on the right. What
// is written is saved by itself; closing signs it.

import { Check, Clock } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordView } from '#renderer/engine/record-views.ts';
import { LANGUAGE_NAMES, useLanguage } from '#renderer/i18n/language.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import { type Language, LANGUAGES } from '#shared/mechanism/language.ts';
import { kindOf } from '#shared/record/kinds.ts';
import { componentsOf } from '#shared/record/paths.ts';
import { cellName, type Words } from './cell-words.ts';
import { textsToTranslate } from './reading.ts';
import styles from './translation.module.css';
import { useTranslating } from './use-translating.ts';

export interface TranslateDialogProps {
  readonly view: RecordView;
  readonly words: Words;
  /** what is being read now; null: the original */
  readonly reading: Language | null;
  /** @param language that was translated into; null: nothing was written */
  readonly onClose: (language: Language | null) => void;
}

export function TranslateDialog(props: TranslateDialogProps): ReactNode {
  const own = useLanguage();
  const others = LANGUAGES.filter((language) => language !== props.view.row.language);
  const [language, setLanguage] = useState<Language>(
    props.reading ?? others.find((each) => each === own) ?? others[0] ?? 'en',
  );
  return <Translating key={language} {...props} others={others} language={language} onLanguage={setLanguage} />;
}

interface TranslatingProps extends TranslateDialogProps {
  readonly others: readonly Language[];
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

function Translating({ view, words, onClose, others, language, onLanguage }: TranslatingProps): ReactNode {
  const { t } = useTranslation('translation');
  const { show } = useToast();
  const translating = useTranslating(view.row.id, language);
  const [isWorking, setWorking] = useState(false);
  const end = async (then: () => void): Promise<void> => {
    setWorking(true);
    const isDone = translating.typed.size === 0 || (await translating.end());
    setWorking(false);
    if (isDone) then();
  };
  const close = (): void =>
    void end(() => {
      if (translating.typed.size > 0) show(t('done'));
      onClose(translating.typed.size > 0 ? language : null);
    });
  const texts = inOrder(view);
  const titleField = kindOf(view.row.kind)?.titleField;
  return (
    <Dialog
      title={t('dialog.title')}
      isOpen
      isWide
      onClose={close}
      actions={
        <Button tone="main" icon={Check} onPress={close} isPending={isWorking}>
          {t('dialog.close')}
        </Button>
      }
    >
      <p>{texts.length === 0 ? t('dialog.none') : t('dialog.words')}</p>
      {translating.problem !== null && <ErrorText problem={translating.problem} />}
      {texts.length > 0 && (
        <Select
          label={t('dialog.language')}
          value={language}
          onChange={(key) => {
            const next = others.find((each) => each === key);
            if (next !== undefined) void end(() => onLanguage(next));
          }}
          options={others.map((key) => ({ key, label: LANGUAGE_NAMES[key] }))}
          className={styles.language}
        />
      )}
      {texts.map(({ path, value }) => {
        const known = view.translations.find((each) => each.of === path && each.language === language);
        const name = cellName(view.row.kind, path, words);
        const text = translating.typed.get(path) ?? known?.text ?? '';
        return (
          <div key={path} className={styles.pair}>
            <div>
              <p className={styles.name}>{name}</p>
              <p lang={view.row.language || undefined} className={styles.originalText}>
                {value}
              </p>
            </div>
            <div className={styles.into}>
              <TextField
                label={t('dialog.field', { name, language: LANGUAGE_NAMES[language] })}
                value={text}
                onChange={(next) => translating.write(path, next)}
                lines={path === titleField ? 1 : 3}
                lang={language}
                hint={known?.isCurrent === true ? t('dialog.hint') : undefined}
              />
              {known?.isCurrent === false && (
                <p className={styles.old}>
                  <Icon of={Clock} size="small" />
                  {t('outdated')}
                  <Button tone="plain" icon={Check} onPress={() => translating.write(path, text)}>
                    {t('dialog.still')}
                    <span className="hidden-visually">: {name}</span>
                  </Button>
                </p>
              )}
            </div>
          </div>
        );
      })}
    </Dialog>
  );
}

/** As the form asks for them. */
function inOrder(view: RecordView): ReturnType<typeof textsToTranslate> {
  const order = kindOf(view.row.kind)?.fields.map(({ key }) => key) ?? [];
  const placeOf = (path: string): number => {
    const at = order.indexOf(componentsOf(path)[0] ?? '');
    return at < 0 ? order.length : at; // extra questions come last
  };
  return textsToTranslate(view).toSorted((a, b) => placeOf(a.path) - placeOf(b.path));
}
