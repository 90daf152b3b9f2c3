// Copies text by way of the main process, which takes it out of the clipboard again when the notebook is locked; the
// page itself may not write there. Answers whether it worked.

import type { Desktop } from '#shared/wire/ipc.ts';

export async function copyText(desktop: Pick<Desktop, 'clipboardCopy'>, text: string): Promise<boolean> {
  try {
    await desktop.clipboardCopy({ text });
    return true;
  } catch {
    return false;
  }
}
