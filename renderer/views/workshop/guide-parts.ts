// What the trainer's guide is made of, on the screen and on paper; its words are in `guide.json`.

const FIVE = ['a', 'b', 'c', 'd', 'e'] as const;

export const GUIDE = [
  { part: 'before', items: FIVE },
  { part: 'during', items: [...FIVE, 'f'] },
  { part: 'network', items: FIVE },
  { part: 'after', items: FIVE },
] as const;
