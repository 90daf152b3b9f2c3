// Stone: an expected outcome as a value. Errors are plain `{ type, …facts }` objects, so that they survive
// IPC, JSON and storage; words for them are found by `type` in resources/locales/*/errors.json.
// Bugs throw; what the world does to us is a Result.

export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });
