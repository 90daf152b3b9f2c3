// Tabs: parts of one place, one at a time. Arrow keys move between them.

import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';
import styles from './tabs.module.css';

export interface TabPart {
  readonly key: string;
  readonly label: ReactNode;
  readonly content: ReactNode;
}

export interface TabsProps {
  /** what the parts are parts of, for a screen reader */
  readonly label: string;
  readonly parts: readonly TabPart[];
  readonly value: string;
  readonly onChange: (key: string) => void;
}

export function Tabs({ label, parts, value, onChange }: TabsProps): ReactNode {
  // Where a tab appears and is selected at once, react-aria keeps the Tab key's stop at the old one: one step later.
  const keys = parts.map(({ key }) => key).join(' ');
  const [before, setBefore] = useState({ keys, value });
  useEffect(() => setBefore({ keys, value }), [keys, value]);
  const selected = before.keys.split(' ').includes(value) ? value : before.value;
  return (
    <AriaTabs selectedKey={selected} onSelectionChange={(key) => onChange(String(key))} className={styles.tabs ?? ''}>
      <TabList aria-label={label} className={styles.list ?? ''}>
        {parts.map(({ key, label: words }) => (
          <Tab key={key} id={key} className={styles.tab ?? ''}>
            {words}
          </Tab>
        ))}
      </TabList>
      {parts.map(({ key, content }) => (
        <TabPanel key={key} id={key} className={styles.panel ?? ''}>
          {/* what still waits for its words waits in its panel: the tabs stay, with the focus on them */}
          <Suspense fallback={null}>{content}</Suspense>
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
