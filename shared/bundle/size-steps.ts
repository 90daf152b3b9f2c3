// Stage 3, sizes that say little. An archive is filled up to the next PADMÉ step (Nikitin et al., "Reducing
// Metadata Leakage from Encrypted Files", PETS 2019), never under 16 KiB: a size of 2^E and more keeps only
// log2(E) + 1 bits after its first, so there are 16 steps a doubling up to 64 KiB and 32 beyond, and the filling
// costs 1/16 at most, then 1/32. From 16 KiB on every step is a multiple of 1024: archives stay whole blocks.

export const LEAST_SIZE = 16 * 1024;

/** The least step that holds this many bytes. */
export function steppedSize(size: number): number {
  if (size <= LEAST_SIZE) return LEAST_SIZE;
  const exponent = Math.floor(Math.log2(size));
  const kept = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - kept);
  return Math.ceil(size / step) * step;
}

export const isStep = (size: number): boolean => steppedSize(size) === size;

/** The steps under a size, greatest first. */
export function stepsBelow(size: number): readonly number[] {
  const steps: number[] = [];
  for (let step = LEAST_SIZE; step < size; step = steppedSize(step + 1)) steps.unshift(step);
  return steps;
}
