export const Conflict = (): null => null;
