// @tus/server with its own file store, told a folder: nobody is asked who they are, nothing is hashed or waited for on the
// disk, and there are no receipts. It says where it listens and ends on SIGTERM.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';

const [directory = '.'] = process.argv.slice(2);
const tus = new Server({ path: '/uploads', datastore: new FileStore({ directory }) });
const server = createServer((request, response) => void tus.handle(request, response));
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.once('SIGTERM', () => process.exit(0));
