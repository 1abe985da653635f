import { environmentYaml } from '../helpers/a-catalog';
import { aDesk, aGitOpsRemote, gatedCatalog } from '../helpers/a-delivery';
import { headOf } from '../helpers/a-remote';
import { refuseUnverifiable } from '../../src/delivery/refuse-unverifiable';
import type { Signer } from '../../src/signatures/signer';

const key = '0123456789ABCDEF';

function environmentsWith(keys: Readonly<Record<string, string[]>>): Parameters<typeof refuseUnverifiable>[1] {
  return new Map(Object.entries(keys).map(([name, some]) => [name, { signatures: { keys: some } }]));
}

function aSigner(format: Signer['format'], of?: string): Signer {
  return { format, ...(of !== undefined && { key: of }), sign: () => Promise.resolve('') };
}

const strict = environmentsWith({ one: [key], two: [], three: ['F'.repeat(16), 'E'.repeat(16)] });

test.each([
  [undefined, 'nothing signs the commits'],
  [aSigner('ssh'), 'the commits are signed by SSH'],
  [aSigner('gpg', 'A'.repeat(40)), `the commits are signed by the key ${'A'.repeat(40)}`],
])(
  'a signer whose commits Argo CD would not sync is refused, with all environments and their keys: %j',
  (signer, who) => {
    expect(() => refuseUnverifiable(signer, strict)).toThrow(
      `${who}, and Argo CD wants GnuPG signatures in "one" (${key}), "three" (FFFFFFFFFFFFFFFF, EEEEEEEEEEEEEEEE): it would stop`,
    );
  },
);

test('one that it would sync is not: the id of a key is the end of its fingerprint', () => {
  const one = environmentsWith({ one: [key], two: [] });

  expect(() => refuseUnverifiable(aSigner('gpg', `${'A'.repeat(24)}${key}`), one)).not.toThrow();
  expect(() => refuseUnverifiable(aSigner('ssh'), environmentsWith({ two: [] }))).not.toThrow();
});

test('a commit that Argo CD would not sync is not made, whatever environment it is for; to look is no commit', async () => {
  const remote = aGitOpsRemote({
    ...gatedCatalog,
    'environments/staging.yaml': `${environmentYaml}signatures: { keys: ["${key}"] }\ngates: { after: [dev] }\n`,
  });
  const dev = await aDesk(remote, 'dev');
  const before = headOf(remote);
  const bump = {
    request: { runId: 'b', verb: 'bump' as const, fields: { service: 'web', environment: 'dev', version: 'v9' } },
    asker: dev.asker,
  };

  expect((await dev.delivery.preview([bump]))[0]?.outcome).toMatchObject({ state: 'committed' });
  await expect(dev.delivery.submit([bump])).rejects.toThrow(`Argo CD wants GnuPG signatures in "staging" (${key})`);
  expect(headOf(remote)).toBe(before);
});
