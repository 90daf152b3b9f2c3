// The few calls of PouchDB that the bench makes; its packages come without types.

declare module 'pouchdb-browser' {
  export default class PouchDB {
    static plugin(plugin: unknown): void;
    constructor(name: string, options: { readonly adapter: string });
    info(): Promise<{ readonly doc_count: number }>;
    bulkDocs(docs: readonly object[], options: { readonly new_edits: false }): Promise<readonly object[]>;
    close(): Promise<void>;
  }
}

declare module 'pouchdb-adapter-indexeddb' {
  const plugin: unknown;
  export default plugin;
}
