export const HandOver = (): null => null;
