// A few random characters for the id of a new element of a list (see shared/record/element-id.ts).

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export const newSalt = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => LETTERS.charAt(byte % LETTERS.length)).join('');
