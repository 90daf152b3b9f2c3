// What the list can be filtered by: organisations, authors and years that records here have, and filters that the
// person gave a name.

import type { KeyId } from '#shared/base/ids.ts';
import { authorView } from './authors.ts';
import type { Catalogue } from './catalogue.ts';
import { factsIn, yearOf } from './filter-rows.ts';
import type { FilterChoices, SavedFilter } from './record-views.ts';
import type { Session } from './session.ts';
import { FILTER } from './shelf-names.ts';
import { eachInSlices } from './slices.ts';

export async function readFilters(session: Session, catalogue: Catalogue): Promise<FilterChoices> {
  const facts = factsIn(catalogue);
  const organisations = new Set<string>();
  const authors = new Set<string>();
  const years = new Set<number>();
  await eachInSlices(await catalogue.rows(), (row) => {
    if (row.organisation !== '') organisations.add(row.organisation);
    for (const author of facts.authorsOf(row)) authors.add(author);
    const year = yearOf(facts.dayOf(row));
    if (year !== null) years.add(year);
  });
  return {
    organisations: [...organisations].sort(),
    authors: [...authors].sort().map((kid) => authorView(session, kid as KeyId)),
    years: [...years].sort((a, b) => a - b),
    saved: savedFilters(session),
  };
}

export const savedFilters = ({ ledger }: Pick<Session, 'ledger'>): readonly SavedFilter[] =>
  ledger.store.shelf
    .under(FILTER)
    .map(([name, value]) => ({ ...(value as object as Omit<SavedFilter, 'id'>), id: name.slice(FILTER.length) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
