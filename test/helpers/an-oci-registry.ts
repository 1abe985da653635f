import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { temporaryFolder } from './temporary-folder';

/** A registry with one chart, as long as it runs. */
export interface OciRegistry {
  /** Host and port. */
  readonly address: string;
  /** File of the certificate by which it is known. */
  readonly certificate: string;
  readonly end: () => void;
}

/**
 * Serves an archive of a chart as a registry does (OCI Distribution Specification 1.1, "Pull"), over TLS, in a process of its own:
 * tests wait for other processes.
 */
export async function anOciRegistry(repository: string, version: string, archive: Buffer): Promise<OciRegistry> {
  const folder = temporaryFolder();
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const subject = ['-subj', '/CN=registry', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', [...words, ...subject, '-keyout', key, '-out', certificate], { stdio: 'ignore' });

  const config = Buffer.from(JSON.stringify({ name: repository, version, apiVersion: 'v2' }));
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.cncf.helm.config.v1+json', ...descriptorOf(config) },
      layers: [{ mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', ...descriptorOf(archive) }],
    }),
  );
  const put = (path: string, content: Buffer): void => {
    mkdirSync(dirname(join(folder, 'v2', path)), { recursive: true });
    writeFileSync(join(folder, 'v2', path), content);
  };
  for (const blob of [config, archive]) put(`${repository}/blobs/${descriptorOf(blob).digest}`, blob);
  for (const name of [version, descriptorOf(manifest).digest]) put(`${repository}/manifests/${name}`, manifest);

  const child = spawn(process.execPath, ['-e', server, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  return { address: `127.0.0.1:${String(port).trim()}`, certificate, end: () => child.kill() };
}

function descriptorOf(content: Buffer): { readonly digest: string; readonly size: number } {
  return { digest: `sha256:${createHash('sha256').update(content).digest('hex')}`, size: content.length };
}

const server = `
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, statSync } = require('node:fs');
const folder = process.argv[1];
const pem = (name) => readFileSync(folder + '/' + name + '.pem');
require('node:https')
  .createServer({ key: pem('key'), cert: pem('certificate') }, ({ url, method }, response) => {
    const file = folder + url.split('?')[0];
    if (url === '/v2/') return response.end('{}');
    if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end('{"errors":[{"code":"NAME_UNKNOWN"}]}');
    const content = readFileSync(file);
    const isManifest = url.includes('/manifests/');
    response.writeHead(200, {
      'content-type': isManifest ? 'application/vnd.oci.image.manifest.v1+json' : 'application/octet-stream',
      'content-length': content.length,
      'docker-content-digest': 'sha256:' + createHash('sha256').update(content).digest('hex'),
    });
    response.end(method === 'HEAD' ? undefined : content);
  })
  .listen(0, '127.0.0.1', function () { console.log(this.address().port); });
`;
