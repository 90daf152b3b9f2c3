// Whole numbers as people write them: 1200, 1.200, 1 200, 1,200. Anything else is no number, and says so.

/** null: nothing written; undefined: not a whole number. */
export function numberOf(text: string): number | null | undefined {
  const bare = text.trim();
  if (bare === '') return null;
  if (!/^\d{1,3}(?:([.,\s’'])\d{3})(?:\1\d{3})*$|^\d+$/.test(bare)) return undefined;
  const number = Number(bare.replace(/\D/g, ''));
  return Number.isSafeInteger(number) ? number : undefined;
}
