import { findingsInFiles } from '../../../helpers/findings-in-files';

const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: web }\nstringData: { password: hunter2S3cret }\n';
const remote = (more: string): string =>
  `namePrefix: a-\nresources: ["https://github.com/your-org/bases//web?ref=v1", ${more}]\n`;

test('what is not looked at because of a load is named, and secrets in it are found', () => {
  const found = findingsInFiles(
    {
      'kustomization.yaml': remote('secret.yaml, b.yaml'),
      'secret.yaml': secret,
      'b.yaml': secret.replace('web', 'b'),
    },
    ['unfetched-load', 'secret-in-git'],
  );

  expect(found).toEqual([
    expect.stringMatching(
      /^kustomization.yaml:2 warning unfetched-load: "https:\/\/github.com\/your-org\/bases\/\/web\?ref=v1" would be fetched: what this makes is not checked, nor is what only it is made of, but for secrets: \S+secret.yaml, \S+b.yaml; /,
    ),
    expect.stringContaining('b.yaml:4 error secret-in-git'),
    expect.stringContaining('secret.yaml:4 error secret-in-git'),
  ]);
});

test('what another kustomization applies is checked as ever, and not named', () => {
  const [found] = findingsInFiles(
    {
      'a/kustomization.yaml': remote('../base'),
      'base/kustomization.yaml': 'resources: [secret.yaml]\n',
      'base/secret.yaml': secret,
      'b/kustomization.yaml': 'resources: [../base]\n',
    },
    ['unfetched-load'],
  );

  expect(found).toContain('would be fetched: what this makes is not checked; ');
});

test.each(['1'.repeat(40), 'v1.4.0'])('a revision in the address changes nothing: %s', (revision) => {
  const found = findingsInFiles(
    { 'kustomization.yaml': `namePrefix: a-\nresources: ["https://github.com/your-org/bases//web?ref=${revision}"]\n` },
    ['unfetched-load'],
  );

  expect(found).toHaveLength(1);
});
