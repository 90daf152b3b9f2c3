// Work on several things in their order, each begun while the one before is still under way: two at a time.

export async function* oneAhead<Item, Answer>(
  items: readonly Item[],
  begin: (item: Item) => Promise<Answer>,
): AsyncGenerator<Answer> {
  let before: Promise<Answer> | undefined;
  for (const item of items) {
    const begun = begin(item);
    begun.catch(() => undefined); // told in its turn
    if (before !== undefined) yield await before;
    before = begun;
  }
  if (before !== undefined) yield await before;
}
