import { verifySignature } from '../../src/portal/port/verify-signature';
import { aController, promotion, send } from './a-controller';
import { howMany } from '../helpers/how-many';
import { chance, mutated } from './mutations';
import { webhookSecret } from './test-secrets';

/** Fewer of them: `MUTATIONS=10000 npm run test:long -- mutations`. */
const hundreds = Math.ceil(howMany('MUTATIONS', 100_000) / 100);

test('of 100,000 requests that were changed after they were signed, none is taken', async () => {
  const controller = await aController({ rate: { perSecond: 1e9, burst: 1e9 } });
  const random = chance(2);
  const counts = new Map<number, number>();
  for (let index = 0; index < hundreds; index++) {
    const some = Array.from({ length: 100 }, () => mutated(JSON.stringify(promotion(`r_${index}`)), random));
    for (const { status } of await Promise.all(
      some.map(async ({ path, body, headers }) => await send(controller, path, body, headers)),
    ))
      counts.set(status, (counts.get(status) ?? 0) + 1);
  }

  expect(counts).toEqual(new Map([[401, hundreds * 100]]));
  expect(controller.door.batches).toEqual([]);
}, 1_200_000);

test('how long a signature is compared says nothing of where it differs: informational', () => {
  const body = Buffer.from(JSON.stringify(promotion('r_1')));
  const rules = { secrets: [webhookSecret], isAgent: false, now: 1_700_000_000_000 };
  const median = (signature: string): number => {
    const times = Array.from({ length: 20_000 }, () => {
      const start = process.hrtime.bigint();
      verifySignature({ timestamp: '1700000000', signature }, body, rules);
      return Number(process.hrtime.bigint() - start);
    });
    return times.sort((one, other) => one - other)[10_000] ?? 0;
  };
  const first = median(`v1,${'A'.repeat(43)}=`);
  const last = median(`v1,${'z'.repeat(43)}=`);

  // It is printed, not judged: a busy machine differs more than any comparison.
  process.stdout.write(`medians of 20,000 verifications: ${first} ns, ${last} ns\n`);
  expect(first).toBeGreaterThan(0);
});
