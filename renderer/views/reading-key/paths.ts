/** Where the secretariat's reading key stands in the place of the mechanism. */
export const READING = '/profile?part=reading';
