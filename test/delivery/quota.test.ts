import { environmentYaml } from '../helpers/a-catalog';
import { aDesk, aGitOpsRemote } from '../helpers/a-delivery';
import { commitByHand, textAt } from '../helpers/a-hand-commit';
import { gate, wordsOf } from '../helpers/a-released-story';
import { headOf } from '../helpers/a-remote';

const file = 'catalog/services/web/dev.yaml';

// 20 pods are the most of the namespace; the gate lets 100 through.
test.each([true, false])(
  'a change above the quota of a namespace is refused with figures; on a branch of its own: %s',
  async (isBranch) => {
    const remote = aGitOpsRemote({
      'environments/dev.yaml': `${environmentYaml}gates: { limits: { replicas: 100 } }\n`,
    });
    const dev = await aDesk(remote, 'dev');
    const before = headOf(remote);

    const request = {
      runId: 'many',
      verb: 'scale' as const,
      fields: { service: 'web', environment: 'dev', replicas: 40 },
    };
    const [outcome] = await dev.delivery.submit([{ request, asker: dev.asker, branch: isBranch || undefined }]);

    expect(outcome).toMatchObject({ state: 'invalid' });
    expect(JSON.stringify(outcome)).toMatch(/needs \d+ pods at its largest, above its quota of 20/);
    expect(headOf(remote)).toBe(before);
  },
);

test('nor by hand', async () => {
  const remote = aGitOpsRemote();
  const before = headOf(remote);
  const scale = 'scale: { owner: fixed, replicas: 40 }\n';
  commitByHand(remote, { files: { [file]: `${textAt(remote, before, file)}${scale}` } });

  const judged = await gate(remote, before);

  expect(judged).toMatchObject([{ kind: 'invalid', isAllowed: false }]);
  expect(wordsOf(judged)).toMatch(/needs \d+ pods at its largest, above its quota of 20/);
});
