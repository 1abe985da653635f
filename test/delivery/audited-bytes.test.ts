import { audit, aReleasedStory, wordsOf } from '../helpers/a-released-story';
import { commitByHand, textAt } from '../helpers/a-hand-commit';
import { git } from '../helpers/a-repository';

const document = 'catalog/services/web/dev.yaml';
const deployment = 'services/web/overlays/dev/deployment.yaml';

/** A release in dev by hand: the catalog says it, and what runs is what somebody makes of the rendered file. */
function releaseByHand(remote: string, at: string, rendered: (text: string) => string): void {
  const next = (text: string): string => text.replaceAll('v1.1.0', 'v1.2.0');
  commitByHand(remote, {
    files: {
      [document]: next(textAt(remote, at, document)),
      [deployment]: rendered(next(textAt(remote, at, deployment))),
    },
  });
}

test('bytes that the catalog does not render are refused, though something of their service was changed', async () => {
  const { remote, commits } = await aReleasedStory();
  releaseByHand(remote, commits.at(-1) ?? '', (text) => text.replace(/image: .*/, 'image: evil.example/web:v9'));

  const last = (await audit(remote)).at(-1);

  expect(last).toMatchObject({ kind: 'by hand', isAllowed: false, unverified: [] });
  expect(last?.words).toContain(`"${deployment}" is not what the catalog renders; run "slipway synth"`);
});

test('the same release with the bytes of the catalog is allowed', async () => {
  const { remote, commits } = await aReleasedStory();
  releaseByHand(remote, commits.at(-1) ?? '', (text) => text);

  expect((await audit(remote)).at(-1)).toMatchObject({ kind: 'by hand', isAllowed: true, unverified: [] });
});

test('where another version rendered what was there before, it is said that nobody can tell', async () => {
  const { remote, commits } = await aReleasedStory();
  const older = (text: string): string => `# of another version\n${text}`;
  const files = Object.fromEntries(
    git(remote, ['ls-tree', '-r', '--name-only', commits.at(-1) ?? ''])
      .trim()
      .split('\n')
      .filter((path) => !path.startsWith('changes/'))
      .map((path) => [path, textAt(remote, commits.at(-1) ?? '', path)]),
  );
  const first = commitByHand(remote, {
    parents: [],
    files: { ...files, [deployment]: older(files[deployment] ?? '') },
  });
  releaseByHand(remote, first, (text) => text);

  const judged = await audit(remote);

  expect(wordsOf(judged)).not.toContain('refused');
  expect(judged.map(({ unverified }) => unverified)).toEqual([[], [deployment]]);
});
