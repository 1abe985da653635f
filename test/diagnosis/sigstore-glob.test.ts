import { isGlobAbout } from '../../src/diagnosis/sigstore-glob';

const digest = `sha256:${'7c92eb3b'.repeat(8)}`;

// The first part is the table of Sigstore's own test, `pkg/apis/glob/glob_test.go` of the policy controller.
test.each([
  ['foo', 'index.docker.io/library/foo:latest', true],
  ['foo', 'index.docker.io/library/foo:*', true],
  ['foo', 'index.docker.io/library/*', true],
  ['foo', 'index.docker.io/library/*:latest', true],
  ['foo', 'index.docker.io/*/*', true],
  ['foo', 'index.docker.io/**', true],
  ['foo', 'index.docker.**', true],
  ['foo', 'inde**', true],
  ['foo', '**', true],
  ['foo', 'foo', true],
  ['foo', 'foo*', true],
  ['foo', 'foo**', true],
  ['myuser/myapp', 'index.docker.io/myuser/myapp:latest', true],
  ['myuser/myapp', 'index.docker.io/myuser/*', true],
  ['myuser/myapp', 'index.docker.io/*/*', true],
  ['myuser/myapp', 'myuser/myapp*', true],
  ['ghcr.io/foo/bar', 'ghcr.io/*/*', true],
  ['ghcr.io/foo/bar', 'ghcr.io/**', true],
  ['ghcr.io/foo', 'ghcr.io/*/*', false],
  ['ghcr.io/foo', 'ghcr.io/**', true],
  ['ghcr.io/foo', '*/**', true],
  ['ghcr.io/foo', 'ghcr.io/foo*', true],
  ['prefix-ghcr.io/foo', 'ghcr.io/foo', false],
  ['ghcr.io/foo-suffix', 'ghcr.io/foo', false],
  ['ghcrxio/foo', 'ghcr.io/**', false],
  ['invalid-glob', '.+', false],
  ['invalid-glob', '[a-z]*', false],
  ['foo', '*', true],
  ['myuser/myapp', '*/*', true],
  // Beside a digest the tag is not looked at, and Docker Hub has one name.
  [`docker.io/library/postgres:16.4@${digest}`, 'index.docker.io/library/postgres*', true],
  [`docker.io/library/postgres:16.4@${digest}`, 'index.docker.io/library/postgres:16.4*', false],
  [`docker.io/library/postgres:16.4@${digest}`, `index.docker.io/library/postgres*${digest}`, true],
  [`docker.io/library/postgres:16.4@${digest}`, `index.docker.io/library/postgres@${digest}`, true],
  [`docker.io/library/postgres:16.4@${digest}`, 'ghcr.io/your-org/**', false],
  ['registry.example.com:5000/shop/web:v1', 'registry.example.com:5000/**', true],
  ['registry.example.com:5000/web', 'registry.example.com:5000/web:latest', true],
])('%s, glob %s: %s', (image, glob, isAbout) => {
  expect(isGlobAbout(glob, image)).toBe(isAbout);
});
