import { aGitOpsRemote } from '../helpers/a-delivery';
import { commitByHand } from '../helpers/a-hand-commit';
import { gate, wordsOf } from '../helpers/a-released-story';
import { headOf } from '../helpers/a-remote';
import { git } from '../helpers/a-repository';
import { runSlipway } from '../helpers/run-slipway';
import { LocalRepository } from '../../src/gitops/local-repository';

const files = { 'catalog/services/api/dev.yaml': 'release: { version: v2.0.0 }\n' };

test('what does not stand on the head of a branch is refused, whether it does anything or not', async () => {
  const remote = aGitOpsRemote();
  const base = headOf(remote);
  const later = commitByHand(remote, { files });
  const readme = commitByHand(remote, { files: { 'README.md': 'hello\n' } });
  const commits = await LocalRepository.open(remote, process.env);
  const rewound = async (from: string, head: string): Promise<string> =>
    wordsOf(await gate(remote, from, { head, commits, isRendering: false }));

  expect(await rewound(later, base)).toContain(`refused\nrelease of api in dev`);
  expect(await rewound(later, base)).toContain(`it does not stand on ${later.slice(0, 10)}`);
  expect(await rewound(readme, later)).toContain(`nothing refused\nit does not stand on ${readme.slice(0, 10)}`);
  expect(await rewound(base, readme)).not.toContain('refused');
});

test('a hook says so of a branch that goes back or goes away', () => {
  const remote = aGitOpsRemote();
  const base = headOf(remote);
  const later = commitByHand(remote, { files: { 'README.md': 'hello\n' } });
  git(remote, ['update-ref', 'refs/heads/main', base]);
  const hook = (range: string): unknown => runSlipway(['gate', '--bare', '.', range], { workingDirectory: remote });

  expect(hook(`${later}..${base}`)).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining('whose history it would take away'),
  });
  expect(hook(`${later}..${'0'.repeat(40)}`)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('the branch would be deleted'),
  });
});
