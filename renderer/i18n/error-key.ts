// The words of a problem are found by its type, in resources/locales/*/errors.json.

export const errorKey = (type: string): string => `errors:${type}`;
