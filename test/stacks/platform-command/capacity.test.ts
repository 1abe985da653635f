import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { askedOn, capacityText } from '../../../stacks/platform-command/capacity';
import { readStack } from '../../../stacks/platform-command/read-stack';
import { packageRoot } from '../../helpers/run-slipway';
import { aProject } from '../helpers/a-project';
import { theStack, trustAnchor } from '../helpers/the-stack';

/** A whole platform: the catalog has services of the mesh, and the program refuses them without one. */
const small = {
  argocd: { size: 'small' },
  monitoring: { size: 'small' },
  linkerd: { trustAnchor, size: 'small' },
  install: { backup: false },
};

test('R4-16: the small platform, its mesh and every service fit on a board of 4 cores and 8 GiB, with room for Kubernetes itself', async () => {
  const asked = askedOn(readStack(aProject(small), 'dev'));
  const sum = (of: 'cpu' | 'memory') => asked.reduce((all, one) => all + one[of], 0);

  expect(asked.map(({ name }) => name)).toEqual([
    'Argo CD',
    'monitoring',
    'External Secrets',
    'Argo Rollouts',
    'Linkerd',
    'services of dev',
    'proxies of dev',
  ]);
  expect(sum('cpu')).toBeLessThan(3.5);
  expect(sum('memory')).toBeLessThan(6.5 * 2 ** 30);
  // The program takes these very settings.
  const releases = (await theStack('dev', small)).filter(({ type }) => type === 'kubernetes:helm.sh/v3:Release');
  expect(releases.map(({ inputs }) => inputs['name'])).toEqual(
    expect.arrayContaining(['argo-cd', 'kube-prometheus-stack', 'linkerd-control-plane', 'linkerd2-cni']),
  );
});

test('a stack without a mesh, whose catalog has one, has no sum: the program refuses it', () => {
  const stack = readStack(aProject({ ...small, install: { backup: false, linkerd: false } }), 'dev');

  expect(() => askedOn(stack)).toThrow('is meshed in "dev", and the stack installs no mesh');
});

test('what each part asks for is counted as many times as it has pods', () => {
  const [argocd, monitoring, secrets, rollouts, linkerd, , proxies] = askedOn(readStack(aProject(small), 'dev'));
  const mebi = 2 ** 20;

  // Added up by hand: controller, repo server, server, ApplicationSets, notifications, Redis and its exporter.
  expect(argocd).toEqual({
    name: 'Argo CD',
    cpu: expect.closeTo(0.21, 5),
    memory: (256 + 128 + 96 + 64 + 64 + 32 + 16) * mebi,
  });
  // Operator, Prometheus, Alertmanager, what reads their configuration again, Grafana with two sidecars, kube-state-metrics, node
  // exporter.
  expect(monitoring).toEqual({
    name: 'monitoring',
    cpu: expect.closeTo(0.21, 5),
    memory: (48 + 512 + 32 + 2 * 32 + 128 + 2 * 64 + 48 + 24) * mebi,
  });
  // Two of External Secrets, two of its webhook, one that keeps certificates.
  expect(secrets).toEqual({
    name: 'External Secrets',
    cpu: expect.closeTo(0.25, 5),
    memory: (2 * 128 + 2 * 64 + 64) * mebi,
  });
  expect(rollouts).toEqual({ name: 'Argo Rollouts', cpu: expect.closeTo(0.2, 5), memory: 2 * 128 * mebi });
  // Destination, policy, sp-validator, proxy-injector; identity; a proxy in each of these three pods; the plugin and its repair.
  expect(linkerd).toEqual({
    name: 'Linkerd',
    cpu: expect.closeTo(0.1, 5),
    memory: (4 * 50 + 10 + 3 * 20 + 2 * 16) * mebi,
  });
  // One pod of blog-backend, and one of user-service.
  expect(proxies).toEqual({ name: 'proxies of dev', cpu: expect.closeTo(0.02, 5), memory: 2 * 20 * mebi });
});

test('the sum is printed, with what it leaves out', () => {
  const text = capacityText(readStack(aProject(small), 'dev'));

  expect(text).toMatch(/^Argo CD +210m +656Mi\n/);
  expect(text).toMatch(/\nLinkerd +100m +302Mi\n/);
  expect(text).toMatch(/\nall +\d+m +\d+Mi\nnot counted: Kubernetes itself, and what the nodes run besides\n$/);
  const elsewhere = { ...small, install: { backup: false, linkerd: false }, linkerd: undefined, otherMesh: true };
  expect(capacityText(readStack(aProject(elsewhere), 'dev')).match(/^not counted: .*/gm)).toEqual([
    'not counted: the mesh of somebody else, and its proxies',
    'not counted: Kubernetes itself, and what the nodes run besides',
  ]);
});

test('the page shows what is printed', () => {
  const page = readFileSync(join(packageRoot, 'docs', 'how-to', 'install-the-platform.md'), 'utf8');
  const [, shown] = /## On a small board[^]*?```text\n([^]*?)```/.exec(page) ?? [];

  expect(shown).toBe(capacityText(readStack(aProject(small), 'dev')));
});

test('what is not installed asks for nothing', () => {
  const install = { backup: false, linkerd: false, monitoring: false, argoRollouts: false, externalSecrets: false };
  const asked = askedOn(readStack(aProject({ ...small, install, otherMesh: true, argocd: { install: false } }), 'dev'));

  expect(asked.map(({ name }) => name)).toEqual(['services of dev']);
});

test('the usual size is several times the small one', () => {
  const memoryOf = (config: object) => askedOn(readStack(aProject({ ...small, ...config }), 'dev'))[0]?.memory ?? 0;

  expect(memoryOf({ argocd: {} })).toBeGreaterThan(3 * memoryOf({}));
});
