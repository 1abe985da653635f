import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryFolder } from '../helpers/temporary-folder';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'how-to', 'install-the-platform.md'), 'utf8');
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const day = 24 * 60 * 60 * 1000;

// Linkerd, "Generating your own mTLS root certificates": ECDSA P-256, authorities both, of these names.
(hasOpenssl ? describe : describe.skip)('where there is openssl', () => {
  test('the commands of the page make the certificates that Linkerd wants', () => {
    const [, commands = ''] = /<!-- certificates -->\n\n```sh\n([^]*?)```/.exec(page) ?? [];
    const folder = temporaryFolder();

    execFileSync('sh', ['-e', '-c', commands], { cwd: folder, stdio: 'pipe' });

    const [anchor, issuer] = ['trust-anchor.crt', 'issuer.crt'].map(
      (file) => new X509Certificate(readFileSync(join(folder, file))),
    );
    if (anchor === undefined || issuer === undefined) throw new Error('there are two');
    expect(anchor).toMatchObject({ ca: true, subject: 'CN=root.linkerd.cluster.local' });
    expect(issuer).toMatchObject({ ca: true, subject: 'CN=identity.linkerd.cluster.local' });
    expect(issuer.verify(anchor.publicKey)).toBe(true);
    for (const certificate of [anchor, issuer]) {
      expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    }
    expect(Date.parse(issuer.validTo) - Date.now()).toBeGreaterThan(364 * day);
    expect(Date.parse(anchor.validTo) - Date.now()).toBeGreaterThan(3649 * day);
  });
});
