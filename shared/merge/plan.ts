// Stage 4, the plan: everything that taking these changesets in would change, as a value. Only the store's
// apply-plan writes it. The work has two steps, because signatures are checked by the platform, which answers
// later: `checkIncoming` (async) decides admitted, held or refused; `planMerge` (pure, synchronous) says
// what the admitted ones make of the records.

export {};
