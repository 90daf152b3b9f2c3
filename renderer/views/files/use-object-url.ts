// An address for bytes in memory, to be shown or played by the page; given back when they are others or nobody looks.

import { useEffect, useState } from 'react';

/** Undefined until there is something. */
export function useObjectUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (blob === undefined) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
