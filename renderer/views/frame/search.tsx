// Search from anywhere: goes to Records with what was written. Ctrl+F comes here.

import { Search as SearchIcon } from 'lucide-react';
import { type ReactNode, type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { go } from '#renderer/state/route.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import styles from './search.module.css';

export function Search({ inputRef }: { readonly inputRef: RefObject<HTMLInputElement | null> }): ReactNode {
  const { t } = useTranslation('app');
  const [text, setText] = useState('');
  return (
    <form
      role="search"
      className={styles.search}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        inputRef.current?.blur(); // the place that one arrives at takes the focus
        go(`/records?${new URLSearchParams({ text: text.trim() }).toString()}`);
      }}
    >
      <label className="hidden-visually" htmlFor="search-everywhere">
        {t('search.label')}
      </label>
      <Icon of={SearchIcon} className={styles.icon} />
      <input
        ref={inputRef}
        id="search-everywhere"
        type="search"
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        placeholder={t('search.placeholder')}
        value={text}
        onChange={({ target }) => setText(target.value)}
        className={styles.input}
      />
    </form>
  );
}
