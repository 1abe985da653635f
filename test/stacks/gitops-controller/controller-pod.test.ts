import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

import { signingKeyFile } from '../../../src/cli/commands/controller-door';
import { secretFiles } from '../../../src/controller/read-secrets';
import { controllerPod, controllerPort } from '../../../stacks/gitops-controller/controller-pod';
import { builtPrograms } from '../../cluster/tools/programs';
import { cleanVariables, packageRoot, runSlipway, slipwayFile } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

const work = {
  // Nobody is there: calls are taken all the same.
  remote: 'https://127.0.0.1:9/gitops.git',
  branch: 'main',
  blueprint: 'microservice',
  commitUrl: 'https://git.example.com/gitops/commit/{commit}',
  argocdUrl: 'https://argocd.example.com',
  proxies: 1,
  argocds: { eu: { url: 'https://argocd-eu.example.com' } },
};
const { spec } = JSON.parse(JSON.stringify(controllerPod({ name: 'port-gitops-controller', image: 'slipway', work })));
const [container] = spec.containers;

test('the program takes the arguments of the pod, and answers its probes', async () => {
  const folder = temporaryFolder();
  const [journal, secrets] = [join(folder, 'journal'), join(folder, 'secrets')];
  mkdirSync(journal);
  mkdirSync(secrets);
  writeFileSync(join(secrets, secretFiles.portalWebhook), 'a-secret-of-a-portal-0123456789\n');
  writeFileSync(join(secrets, secretFiles.argocd), 'a-token-of-an-argocd-0123456789abcdef\n');
  writeFileSync(join(secrets, secretFiles.argocdApi), 'a-token-of-an-api dev\n');
  writeFileSync(join(secrets, `${secretFiles.argocdApi}-eu`), 'a-token-of-another-api prod\n');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(secrets, signingKeyFile)]);
  // On a machine of developers nothing is mounted, and the port may be taken.
  const own = ['--clone', join(folder, 'clone'), '--journal', journal];
  const words = [...container.args, ...own, '--secrets', secrets, '--host', '127.0.0.1', '--port', '0'];
  const child = spawn(process.execPath, [slipwayFile, ...words], {
    env: cleanVariables(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { port } = await startedIn(child.stdout);
  const answers = await Promise.all(
    [container.startupProbe, container.livenessProbe, container.readinessProbe].map(
      async ({ httpGet: { path } }) => (await fetch(`http://127.0.0.1:${port}${path}`)).status,
    ),
  );
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');

  expect(answers).toEqual([200, 200, 200]);
  expect(code).toBe(0);
});

/** What the program says when it has begun. */
async function startedIn(output: Readable): Promise<{ readonly port: number }> {
  for await (const line of createInterface(output)) {
    const entry = JSON.parse(line);
    if (entry.event === 'controller.started') return entry;
  }
  throw new Error('the program ended before it had begun');
}

test('the program looks where the pod mounts, and listens where the Service goes', () => {
  const help = runSlipway(['controller', '--help']).stdout.replaceAll(/\s+/g, ' ');
  const mounts = container.volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath);

  expect(mounts).toEqual(['/journal', '/secrets', '/tmp']);
  expect(help).toContain('(default: /journal)');
  expect(help).toContain('(default: /secrets)');
  expect(help).toContain(`(default: ${controllerPort})`);
});

test('without its secrets it does not start, and says which are missing', () => {
  const folder = temporaryFolder();
  const { exitCode, stderr } = runSlipway([...container.args, '--journal', folder, '--secrets', folder, '--port', '0']);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('portal-webhook-secret: is missing or empty');
  expect(stderr).toContain('argocd-webhook-token: is missing or empty');
});

test('the image runs as whom the pod runs it, with the program as its entry, and is made of Node and of what renders charts', () => {
  const dockerfile = readFileSync(join(packageRoot, 'Dockerfile'), 'utf8');
  const { runAsUser, runAsGroup, runAsNonRoot } = spec.securityContext;
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);

  expect(runAsNonRoot).toBe(true);
  expect(container.securityContext.readOnlyRootFilesystem).toBe(true);
  expect(dockerfile).toContain(`\nUSER ${runAsUser}:${runAsGroup}\n`);
  expect(dockerfile).toContain('\nENTRYPOINT ["node", "/app/bin/slipway.js"]\n');
  expect(dockerfile).toContain('\nCMD ["controller"]\n');
  expect(dockerfile).toContain(`\nEXPOSE ${controllerPort}\n`);
  expect(dockerfile).toMatch(/^ENV .*NODE_OPTIONS=--max-semi-space-size=\d+ MALLOC_ARENA_MAX=1 /m);
  expect(bases).toEqual([bases[0], expect.stringMatching(/^golang:1\.\d+\.\d+-bookworm$/), bases[0]]);
  expect(bases[0]).toMatch(/^node:20\.\d+\.\d+-bookworm-slim$/);
});

test('helm and kustomize of the image are those that the cluster tests build, from sources that are pinned', () => {
  const dockerfile = readFileSync(join(packageRoot, 'Dockerfile'), 'utf8');
  const ignored = readFileSync(join(packageRoot, '.dockerignore'), 'utf8').split('\n');

  for (const name of ['helm', 'kustomize'] as const) {
    const program = builtPrograms.find((one) => one.name === name);
    expect(dockerfile).toContain(`COPY test/cluster/tools/${program?.upstream} /src/${name}\n`);
    expect(dockerfile).toContain(` -o /programs/${name} ${program?.package}\n`);
    expect(existsSync(join(packageRoot, `test/cluster/tools/${program?.upstream}/go.sum`))).toBe(true);
    // What is not sent to the builder cannot be copied.
    expect(ignored.indexOf(`!test/cluster/tools/${name}`)).toBeGreaterThan(ignored.indexOf('test'));
  }
});
