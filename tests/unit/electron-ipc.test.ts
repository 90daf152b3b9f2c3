import { expect, test } from 'vitest';
import { placeOf } from '#electron/codes.ts';
import { type Handlers, openDoor, type Sender } from '#electron/ipc.ts';
import { type CallName, calls, channelOf } from '#shared/wire/ipc.ts';

const page = { name: 'our page' };
const ours: Sender = {
  sender: page,
  senderFrame: { url: 'app://local/index.html#/today', origin: 'app://local', parent: null },
};
const id = 'A'.repeat(43);
const signed = { type: 't', body: '{}', signatures: [] };

/** For every call, arguments that the schema takes. */
const goodArgs: { readonly [Name in CallName]: readonly unknown[] } = {
  vaultStatus: [],
  vaultCreate: [{ passphrase: 'quipu de lana' }],
  vaultPractise: [],
  vaultUnlock: [{ passphrase: 'quipu de lana' }],
  vaultSession: [],
  vaultLock: [],
  vaultErase: [],
  vaultProfiles: [],
  vaultChangePassphrase: [{ old: 'a', next: 'b' }],
  vaultRecover: [{ words: 'a b', passphrase: 'quipu de lana' }],
  recoveryState: [],
  backupMake: [],
  backupStop: [],
  backupPick: [],
  backupRestore: [{ pick: 'x', words: 'a b', passphrase: 'quipu de lana' }],
  recoveryPractise: [{ words: 'a b', pick: 'p1' }],
  sheetBegin: [{ language: 'ht' }],
  sheetKeep: [{ words: ['a', 'b', 'c'] }],
  sheetDecline: [],
  vaultSign: [{ as: 'device', type: 't', body: '{}' }],
  vaultNewKey: [{ as: 'root' }],
  vaultUnwrap: [{ stanzas: [{ args: ['X25519', 'AAAA'], body: new Uint8Array(32) }] }],
  keySharesState: [{ suite: 'hybrid' }],
  keySharesBegin: [{ mechanism: id, name: 'Mecanismo', suite: 'classic' }],
  keyShareSave: [{ number: 3 }],
  keySharePick: [{ mechanism: id }],
  keySharesRecover: [],
  keySharesPractise: [{ suite: 'hybrid' }],
  keySharesDrop: [],
  readingKeyTurn: [{ from: 'age1' }],
  rootMake: [{ passphrase: 'quipu de lana' }],
  rootSign: [{ file: 'x', passphrase: 'p', texts: [{ type: 't', body: '{}' }] }],
  journalAppend: [{ entries: [new Uint8Array(3)] }],
  journalRead: [{ from: 0 }],
  journalMark: [],
  journalRewrite: [{ edits: [{ index: 0, entry: new Uint8Array(3) }] }],
  bundleKeep: [{ id, origin: 'packed', bytes: new Uint8Array(3) }],
  bundlesKept: [],
  bundleRead: [{ id }],
  bundleSaveAs: [{ id, suggestedName: 'x', sha256: id }],
  bundlesSaveAs: [{ files: [{ id, suggestedName: 'x', sha256: id }] }],
  bundleDrop: [{ id }],
  bundleErase: [{ id }],
  bundlePick: [],
  bundlesWaiting: [],
  fileSave: [{ kind: 'csv', suggestedName: 'x', bytes: new Uint8Array(3) }],
  filePick: [{ kind: 'json' }],
  reportPick: [],
  documentPrint: [{ title: 't', language: 'es', html: '<p>x</p>', footer: 'f', paper: 'Letter' }],
  documentPrintStop: [],
  courierAllow: [{ letterboxes: ['https://x'] }],
  filesPick: [],
  pickedRead: [{ pick: 'x' }],
  blobKeep: [{ id, bytes: new Uint8Array(3) }],
  blobsKept: [],
  blobRead: [{ id }],
  blobErase: [{ id }],
  blobSaveAs: [{ id, suggestedName: 'foto', extension: 'jpg' }],
  courierSend: [{ bundle: id, sha256: id, letterbox: 'https://x', mechanism: id, credentials: [signed] }],
  courierDeliveries: [],
  courierRetry: [{ id: 'x' }],
  courierCancel: [{ id: 'x' }],
  courierLink: [{ metered: null }],
  courierFetch: [{ letterbox: 'https://x', mechanism: id, credentials: [] }],
  courierPost: [{ letterbox: 'https://x', mechanism: id, credentials: [], to: id, signed: [signed] }],
  roomOpen: [{ profile: '{}', participants: 'x' }],
  roomState: [],
  roomClose: [],
  roomAgain: [],
  roomJoin: [{ way: '192.168.1.5 K7M4QX', card: signed }],
  roomLook: [{ way: 'x' }],
  roomTell: [
    { letterbox: 'http://x', mechanism: id, credentials: [signed], progress: [{ name: 'first', steps: [true] }] },
  ],
  hubOpen: [{ profile: '{}', roster: signed, isHereOnly: false }],
  hubState: [],
  hubClose: [],
  hubLook: [{ letterbox: 'http://192.168.1.5:4723' }],
  clipboardCopy: [{ text: 'x' }],
  clipboardNote: [{ text: 'x' }],
  cameraWanted: [{ wanted: true }],
  microphoneWanted: [{ wanted: true }],
  updateState: [],
  updatePick: [],
  updateLook: [],
  updateTake: [],
  updateStop: [],
  updateOpen: [],
  appInfo: [],
  settingsRead: [],
  databasesClear: [],
  settingsWrite: [{ language: 'ht', textSize: 130, theme: 'dark', sending: 'byHand' }],
  highWaterRead: [],
  highWaterWrite: [{ changesets: 1, records: 2 }],
  printPage: [],
};
const names = Object.keys(calls) as CallName[];

interface Door {
  readonly call: (name: CallName, args: readonly unknown[], sender?: Sender) => Promise<unknown>;
  readonly channels: () => readonly string[];
  readonly said: unknown[][];
  readonly reached: unknown[][];
}

/** A door whose handlers note what reaches them. */
function door(
  answer: (name: string) => unknown = (name) => `answer of ${name}`,
  current: () => unknown = () => page,
): Door {
  const listeners = new Map<string, (event: Sender, ...args: unknown[]) => Promise<unknown>>();
  const said: unknown[][] = [];
  const reached: unknown[][] = [];
  const handlers = Object.fromEntries(
    names.map((name) => [
      name,
      (...args: unknown[]) => {
        reached.push([name, ...args]);
        return answer(name);
      },
    ]),
  ) as unknown as Handlers;
  openDoor(
    {
      handle: (channel, listener) => void listeners.set(channel, listener),
      page: current,
      say: (...facts) => void said.push(facts),
    },
    handlers,
  );
  return {
    call: (name, args, sender = ours) =>
      listeners.get(channelOf(name))?.(sender, ...args) ?? Promise.reject(new Error('no handler')),
    channels: () => [...listeners.keys()],
    said,
    reached,
  };
}

test('every call of the schema has its one channel, and no other channel is open', () => {
  expect(door().channels()).toEqual(names.map(channelOf));
  expect(names.length).toBeGreaterThan(25);
});

test('good arguments from our own page reach the handler and its answer comes back', async () => {
  const { call, reached } = door();
  for (const name of names) expect(await call(name, goodArgs[name])).toBe(`answer of ${name}`);
  expect(reached).toEqual(names.map((name) => [name, ...goodArgs[name]]));
});

test('a call from another window, frame, origin or a page that is gone reaches no handler', async () => {
  const frame = { url: 'app://local/index.html', origin: 'app://local', parent: null };
  const senders: readonly Sender[] = [
    { sender: { name: 'another page' }, senderFrame: frame },
    { sender: page, senderFrame: null },
    { sender: page, senderFrame: { ...frame, parent: frame } },
    { sender: page, senderFrame: { ...frame, url: 'https://example.org/', origin: 'https://example.org' } },
    { sender: page, senderFrame: { ...frame, origin: 'null' } },
    { sender: page, senderFrame: { ...frame, url: 'app://local.evil/index.html', origin: 'app://local.evil' } },
    { sender: page, senderFrame: { ...frame, url: 'data:text/html,x' } },
  ];
  for (const sender of senders) {
    const { call, reached, said } = door();
    for (const name of names) await expect(call(name, goodArgs[name], sender)).rejects.toThrow(/^untrustedSender$/);
    expect(reached).toEqual([]);
    expect(said).toEqual(names.map((name) => ['untrustedSender', name]));
  }
  const { call, reached } = door(undefined, () => undefined);
  await expect(call('vaultStatus', [], { sender: undefined, senderFrame: frame })).rejects.toThrow('untrustedSender');
  expect(reached).toEqual([]);
});

test('arguments that the schema does not know reach no handler', async () => {
  const bad: readonly (readonly [CallName, ...(readonly unknown[])])[] = [
    ...names.map((name) => [name, ...goodArgs[name], 'one more'] as const),
    ...names
      .filter((name) => goodArgs[name].length > 0)
      .flatMap((name) => [[name] as const, [name, null] as const, [name, []] as const, [name, 'text'] as const]),
    ['vaultCreate', { passphrase: 3 }],
    ['vaultCreate', { passphrase: 'x'.repeat(1001) }],
    ['vaultSign', { as: 'anybody', type: 't', body: '' }],
    ['vaultNewKey', { as: 'device' }],
    ['bundleRead', { id: '../../etc/passwd' }],
    ['bundleRead', { id: `${'A'.repeat(42)}/` }],
    ['bundleKeep', { id, origin: 'elsewhere', bytes: new Uint8Array(1) }],
    ['bundleKeep', { id, origin: 'packed', bytes: 'text' }],
    ['bundleKeep', { id, origin: 'packed', bytes: [1, 2, 3] }],
    ['fileSave', { kind: 'exe', suggestedName: 'x', bytes: new Uint8Array(1) }],
    ['filePick', { kind: 'quipu' }],
    ['journalAppend', { entries: Array.from({ length: 1001 }, () => new Uint8Array(1)) }],
    ['journalRead', { from: 0.5 }],
    ['journalRead', { from: Number.NaN }],
    ['settingsWrite', { language: 'xx', textSize: 100, theme: 'dark' }],
    ['highWaterWrite', { changesets: 1 }],
  ];
  for (const [name, ...args] of bad) {
    const { call, reached, said } = door();
    await expect(call(name, args), `${name} ${JSON.stringify(args).slice(0, 80)}`).rejects.toThrow(/^badArguments$/);
    expect(reached).toEqual([]);
    expect(said).toEqual([['badArguments', name]]);
  }
});

/** The same arguments with one leaf or list changed, for every place in them. */
function variants(value: unknown, change: (value: unknown) => unknown): readonly unknown[] {
  const here = change(value);
  const inside =
    value instanceof Uint8Array || typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([key, inner]) =>
          variants(inner, change).map((changed) =>
            Array.isArray(value)
              ? value.map((one, at) => (String(at) === key ? changed : one))
              : { ...value, [key]: changed },
          ),
        );
  return here === undefined ? inside : [here, ...inside];
}

/** Where a list may have more than 2,000. */
const LONGER: { readonly [Name in CallName]?: number } = { journalRewrite: 1_000_000 };
const TOO_LONG = 'x'.repeat(20_000_001);

test.each(names.filter((name) => goodArgs[name].length > 0))(
  '%s is refused at the door wherever a text is too long, a list too long, or a value of another type',
  async (name) => {
    const wrong = [
      ...variants(goodArgs[name][0], (value) => (typeof value === 'string' ? TOO_LONG : undefined)),
      ...variants(goodArgs[name][0], (value) =>
        Array.isArray(value)
          ? Array.from({ length: (LONGER[name] ?? 2_000) + 1 }, () => value[0] as unknown)
          : undefined,
      ),
      ...variants(goodArgs[name][0], () => () => undefined),
      ...variants(goodArgs[name][0], (value) => (typeof value === 'object' ? 'text' : { toString: () => 'x' })),
    ];
    expect(wrong.length).toBeGreaterThan(0);
    for (const changed of wrong) {
      const { call, reached } = door();
      await expect(call(name, [changed])).rejects.toThrow(/^badArguments$/);
      expect(reached).toEqual([]);
    }
  },
);

test('keys the schema does not name are left behind at the door', async () => {
  const { call, reached } = door();
  const hostile = JSON.parse(`{"id":"${id}","path":"/etc/passwd","__proto__":{"origin":"packed"}}`) as unknown;
  await call('bundleRead', [hostile]);
  expect(reached).toEqual([['bundleRead', { id }]]);
});

test("a bug in a handler is the bare word 'internal', thrown or rejected, and its message stays inside", async () => {
  const secret = 'la casa de Marisol, Tapachula';
  for (const answer of [
    () => {
      throw new TypeError(secret);
    },
    () => Promise.reject(new Error(secret)),
  ]) {
    const { call, said } = door(answer);
    const error = await call('vaultStatus', []).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toBe('internal');
    expect((error as Error).cause).toBe(undefined);
    expect(said.map(([code, name]) => [code, name])).toEqual([['bug', 'vaultStatus']]);
  }
});

test('what is said of a bug is its class and a place in our code, never its message', () => {
  const message = 'Marisol\n    at secreto.ts:1:1 Marisol\nTapachula';
  const error = new RangeError(message);
  const said = placeOf(error).join(' ');
  expect(said).toMatch(/^RangeError electron-ipc\.test\.ts:\d+:\d+$|^RangeError$/);
  expect(said).not.toContain('Marisol');
  expect(said).not.toContain('secreto');
  class Tapachula1 extends Error {}
  expect(placeOf(new Tapachula1('x'))[0]).toBe('Error');
  expect(placeOf('Marisol')).toEqual(['string']);
});
