// What follows from a value that never changes is made once for each, and forgotten with it: reading a signed thing,
// verifying it with a key. Values are told apart by identity: whoever holds them keeps them as they are.

export function oncePer<Key extends object, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const kept = new WeakMap<Key, { readonly made: Made }>();
  return (key) => {
    const before = kept.get(key);
    if (before !== undefined) return before.made;
    const made = make(key);
    kept.set(key, { made });
    return made;
  };
}

/** The same for a value together with a text: a key it may be verified with. `means` do not change what is made. */
export function oncePerPair<Key extends object, Made, Means extends readonly unknown[]>(
  make: (key: Key, text: string, ...means: Means) => Made,
): (key: Key, text: string, ...means: Means) => Made {
  const madeOf = oncePer<Key, Map<string, { readonly made: Made }>>(() => new Map());
  return (key, text, ...means) => {
    const kept = madeOf(key);
    const before = kept.get(text);
    if (before !== undefined) return before.made;
    const made = make(key, text, ...means);
    kept.set(text, { made });
    return made;
  };
}
