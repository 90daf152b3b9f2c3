// Numbers as they are told: medians and quantiles of what was measured, rounded to what can be meant.

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The smallest value that so large a part of them does not exceed. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

/** Three significant digits. */
export const rounded = (value: number): number => Number(value.toPrecision(3));

export const perSecond = (count: number, ms: number): number => rounded((count * 1000) / ms);

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
