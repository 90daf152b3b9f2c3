/** Where recovery stands in the place of the mechanism. */
export const RECOVERY = '/profile?part=recovery';
export const NEW_SHEET = '/profile/sheet';

/** A day as a moment of that day wherever the reader is. */
export const noonOf = (day: string): string => `${day}T12:00:00`;
