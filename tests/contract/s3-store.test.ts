import { access, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { createS3Client } from '#secretariat/s3-client.ts';
import { createS3Store } from '#secretariat/s3-store.ts';
import type { ObjectStore } from '#secretariat/store.ts';
import { textToBytes } from '#shared/base/bytes.ts';
import { startS3Service, type S3Service } from '#tests/fixtures/s3-service.ts';
import { describeStore, digestOf, temporaryFolder } from './letterbox-store.ts';

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
const storeAt = (service: S3Service): ObjectStore => createS3Store(createS3Client(service.facts), nodeDisk);

describeStore('S3', async () => {
  const folder = await temporaryFolder();
  const service = await startS3Service();
  return {
    store: storeAt(service),
    reopen: async () => storeAt(service),
    leaveFile: folder.leaveFile,
    isThere,
    remove: async () => {
      await service.close();
      await folder.remove();
    },
  };
});

describe('the S3 store on a bad day', () => {
  let service: S3Service;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    [service, folder] = [await startS3Service(), await temporaryFolder()];
  });
  afterEach(async () => {
    await service.close();
    await folder.remove();
  });

  it('tries again what was answered with 503, and gives up in the end', async () => {
    let refusals = 2;
    service.onRequest = (_request, response) => refusals-- > 0 && (response.writeHead(503).end(), true);
    await storeAt(service).put('receipts/a', textToBytes('one'));
    expect(service.objects.has('receipts/a')).toBe(true);
    refusals = Number.POSITIVE_INFINITY;
    await expect(storeAt(service).get('receipts/a')).rejects.toMatchObject({ code: 'ESTORE' });
  });

  it('does not call kept what the service does not know after its PUT, and keeps the file', async () => {
    service.onRequest = (request, response) => request.method === 'HEAD' && (response.writeHead(404).end(), true);
    const path = await folder.leaveFile('half', textToBytes('a bundle'));
    await expect(storeAt(service).putFile('bundles/b', path, digestOf(textToBytes('a bundle')))).rejects.toMatchObject({
      code: 'ESTORE',
    });
    expect(await readFile(path, 'utf8')).toBe('a bundle');
  });

  it('does not take a body that was cut short for the object', async () => {
    await storeAt(service).put('receipts/a', textToBytes('a whole receipt'));
    service.onRequest = (request, response) => {
      if (request.method !== 'GET') return false;
      response.writeHead(200, { 'content-length': 15 });
      response.write('a whole', () => response.destroy());
      return true;
    };
    await expect(storeAt(service).get('receipts/a')).rejects.toMatchObject({ code: 'ESTORE' });
  });

  it('does not take half a list for the list', async () => {
    service.onRequest = (_request, response) => (response.end('<ListBucketResult><Contents><Key>index/a</Key>'), true);
    await expect(storeAt(service).list('index', '', 10)).rejects.toMatchObject({ code: 'ESTORE' });
  });

  it('does not ask for ever where the service begins its list anew each time', async () => {
    const same = '<IsTruncated>true</IsTruncated><Contents><Key>index/a</Key></Contents>';
    service.onRequest = (_request, response) => (response.end(`<ListBucketResult>${same}</ListBucketResult>`), true);
    await expect(storeAt(service).list('index', '', 10)).rejects.toMatchObject({ code: 'ESTORE' });
  });

  it('goes on after a name that is a folder', async () => {
    for (const key of ['out/a/1', 'out/a/2', 'out/b/1', 'out/c/1']) await storeAt(service).put(key, textToBytes(key));
    expect(await storeAt(service).list('out', 'a', 1)).toEqual(['b']);
    expect(await storeAt(service).list('out', 'a', 10)).toEqual(['b', 'c']);
  });

  it('says that a full service is full', async () => {
    service.onRequest = (_request, response) => (response.writeHead(507).end(), true);
    await expect(storeAt(service).put('receipts/a', textToBytes('a'))).rejects.toMatchObject({ code: 'ENOSPC' });
  });

  it('a wrong secret is refused, and nothing of it is in the error', async () => {
    const ask = createS3Client({ ...service.facts, secretKey: 'hunter2' });
    const failure = await createS3Store(ask, nodeDisk)
      .get('receipts/a')
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'ESTORE' });
    expect(String((failure as Error).stack)).not.toMatch(/hunter2|127\.0\.0\.1/);
  });
});
