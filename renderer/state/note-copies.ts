// What a person copies or cuts from the page by the system's own way is told to the main process, which takes it out of
// the clipboard when the notebook is locked.

import type { Desktop } from '#shared/wire/ipc.ts';

/** Answers a function that stops. */
export function noteCopies(desktop: Pick<Desktop, 'clipboardNote'>): () => void {
  const note = (): void => {
    const text = selectedText();
    if (text !== '') void desktop.clipboardNote({ text }).catch(() => undefined); // too long to be noted
  };
  document.addEventListener('copy', note);
  document.addEventListener('cut', note);
  return () => {
    document.removeEventListener('copy', note);
    document.removeEventListener('cut', note);
  };
}

function selectedText(): string {
  const { activeElement } = document;
  const isField = activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement;
  if (!isField || activeElement.selectionStart === null) return getSelection()?.toString() ?? '';
  return activeElement.value.slice(activeElement.selectionStart, activeElement.selectionEnd ?? undefined);
}
