// Databases as wholes, for who knows nothing of what is in them: their names, taking one away, and taking away those
// whose profile was erased (a page that was killed while erasing leaves its own behind, sealed with a key that is gone).

const PREFIX = 'chasqui-';

export const databaseName = (profile: string): string => `${PREFIX}${profile}`;

/** Waits for connections that are still closing. */
export const deleteDatabase = (profile: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(databaseName(profile));
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('not deleted'));
  });

/**
 * Takes away every store whose profile is no more. Names are read before profiles are, so that the store of a profile
 * that is being made meanwhile is never among them.
 * @param profilesHere null: they could not be read, and nothing is taken away
 */
export async function deleteLeftovers(profilesHere: () => Promise<readonly string[] | null>): Promise<void> {
  const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith(PREFIX) === true ? [name] : []));
  if (names.length === 0) return;
  const here = await profilesHere();
  if (here === null) return;
  const kept = new Set(here.map(databaseName));
  await Promise.all(names.filter((name) => !kept.has(name)).map((name) => deleteDatabase(name.slice(PREFIX.length))));
}
