import { askedOn, capacityText } from '../../../stacks/platform-command/capacity';
import { readStack } from '../../../stacks/platform-command/read-stack';
import { aProject } from '../helpers/a-project';

const small = {
  argocd: { size: 'small' },
  monitoring: { size: 'small' },
  install: { backup: false, linkerd: false },
  linkerd: undefined,
};

test('R4-16: the small platform and every service fit on a board of 4 cores and 8 GiB, with room for Kubernetes itself', () => {
  const asked = askedOn(readStack(aProject(small), 'dev'));
  const sum = (of: 'cpu' | 'memory') => asked.reduce((all, one) => all + one[of], 0);

  expect(asked.map(({ name }) => name)).toEqual([
    'Argo CD',
    'monitoring',
    'External Secrets',
    'Argo Rollouts',
    'services of dev',
  ]);
  expect(sum('cpu')).toBeLessThan(3.5);
  expect(sum('memory')).toBeLessThan(6.5 * 2 ** 30);
});

test('what each part asks for is counted as many times as it has pods', () => {
  const [argocd, monitoring, secrets, rollouts] = askedOn(readStack(aProject(small), 'dev'));
  const mebi = 2 ** 20;

  // Added up by hand: controller, repo server, server, ApplicationSets, notifications, Redis and its exporter.
  expect(argocd).toEqual({
    name: 'Argo CD',
    cpu: expect.closeTo(0.21, 5),
    memory: (256 + 128 + 96 + 64 + 64 + 32 + 16) * mebi,
  });
  // Operator, Prometheus, Alertmanager, Grafana with two sidecars, kube-state-metrics, node exporter.
  expect(monitoring).toEqual({
    name: 'monitoring',
    cpu: expect.closeTo(0.19, 5),
    memory: (48 + 512 + 32 + 128 + 2 * 64 + 48 + 24) * mebi,
  });
  // Two of External Secrets, two of its webhook, one that keeps certificates.
  expect(secrets).toEqual({
    name: 'External Secrets',
    cpu: expect.closeTo(0.25, 5),
    memory: (2 * 128 + 2 * 64 + 64) * mebi,
  });
  expect(rollouts).toEqual({ name: 'Argo Rollouts', cpu: expect.closeTo(0.2, 5), memory: 2 * 128 * mebi });
});

test('the sum is printed, with what it leaves out', () => {
  const text = capacityText(readStack(aProject(small), 'dev'));

  expect(text).toMatch(/^Argo CD +210m +656Mi\n/);
  expect(text).toMatch(/\nall +\d+m +\d+Mi\n$/);
  expect(capacityText(readStack(aProject(), 'dev'))).toContain('not counted: Linkerd');
});

test('what is not installed asks for nothing', () => {
  const install = { backup: false, linkerd: false, monitoring: false, argoRollouts: false, externalSecrets: false };
  const asked = askedOn(readStack(aProject({ ...small, install, argocd: { install: false } }), 'dev'));

  expect(asked.map(({ name }) => name)).toEqual(['services of dev']);
});

test('the usual size is several times the small one', () => {
  const memoryOf = (config: object) => askedOn(readStack(aProject({ ...small, ...config }), 'dev'))[0]?.memory ?? 0;

  expect(memoryOf({ argocd: {} })).toBeGreaterThan(3 * memoryOf({}));
});
