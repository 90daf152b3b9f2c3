// Stage 5, the colours of paper: the light half of renderer/styles/tokens.css, as six digits without '#' (a test
// compares them). Mesa colours paint cords, bars and rules; words are ink.

export const PALETTE = {
  paper: 'FBF8F3',
  surface: 'FFFFFF',
  wool: 'F1E8DA',
  ink: '211C15',
  quiet: '51493E',
  line: 'E3DACB',
  edge: '857761',
  action: '17497A',
  cord: '6B5B45',
  cordLight: 'B49F80',
  m1: '955800',
  m2: '0B6660',
  m3: '8C2A5E',
  m4: '5A45A8',
} as const;

/** Grounds of a number: the darker, the more of the largest one; the first is none of it. */
export const GROUNDS = [PALETTE.wool, 'E4D3B4', 'CFB384', 'B08A52'] as const;

/** @param mesa 1 to 4; any other: the brown of the main cord */
export const mesaColour = (mesa: number | undefined): string =>
  [PALETTE.cord, PALETTE.m1, PALETTE.m2, PALETTE.m3, PALETTE.m4][mesa ?? 0] ?? PALETTE.cord;
