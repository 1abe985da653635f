import { deliverReleases } from '../helpers/delivered-growth';
import { growRepository, type PackedSize } from '../helpers/growing-repository';

jest.setTimeout(3_600_000);

const say = (what: string, { pack, index }: PackedSize): void =>
  void process.stdout.write(`${what}: ${Math.round(pack)} bytes each, and ${Math.round(index)} of an index\n`);

test('a release through Delivery takes 2 KB or less: signed, with its record, its digest, and what is rendered of it', async () => {
  const { changes, each } = await deliverReleases(500);

  say('releases', each);
  expect(changes).toBe(500);
  // 1,974 were measured. Nothing makes the digest of an image shorter, and it is in the catalog, in an object and in the record.
  expect(each.pack).toBeLessThanOrEqual(2048);
  // 28 bytes for each of 15 objects, which every clone makes for itself.
  expect(each.index).toBeLessThanOrEqual(512);
});

test('the same of 1,500 among 1,000 services takes 3.25 KB or less, and the clone keeps itself in few packs', async () => {
  const { commits, each, mostPacks } = await growRepository(1500);

  say('among 1,000 services', each);
  expect(commits).toBe(1500);
  expect(each.pack).toBeLessThanOrEqual(3328);
  expect(mostPacks).toBeLessThanOrEqual(20);
});
