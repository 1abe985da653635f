import { accountsWithRights } from '../accounts';
import { describeWithCharts } from '../describe-with-charts';
import { installationOf, installations, realCharts } from '../installation';
import type { Installation } from '../installation';
import { unknownValues } from '../known-values';
import { PodNetwork } from '../network';
import { podsOf } from '../pods';
import type { Pod } from '../pods';
import { wantedBy } from '../targets';
import { webhooksOf } from '../webhooks';

describeWithCharts('the real charts, with the values that the program sets', () => {
  test('a key that a chart does not know is seen, wherever it is', () => {
    const chart = realCharts.get('argo-cd');
    if (chart === undefined) throw new Error('without the chart this is skipped');

    const unknown = unknownValues(chart, 'argocd', {
      controller: { resource: { limits: {} }, metrics: { enable: true, enabled: true } },
      configs: { params: { 'controller.status.processors': '7' } },
      'redis-ha': { enabled: true, haproxy: { metric: {} } },
      dexx: {},
    });

    expect(unknown).toEqual(['controller.resource', 'controller.metrics.enable', 'redis-ha.haproxy.metric', 'dexx']);
  });

  describe.each(installations)('%s', (_, stack, config) => {
    let installed: Installation;
    let pods: readonly Pod[];
    let network: PodNetwork;
    let prometheus: Pod;

    beforeAll(async () => {
      installed = await installationOf(stack, config);
      pods = podsOf([...installed.own, ...installed.ofCharts]);
      network = new PodNetwork([...installed.own, ...installed.ofCharts]);
      const found = pods.find(({ of }) => of.startsWith('Prometheus '));
      if (found === undefined) throw new Error('the chart makes no Prometheus');
      prometheus = found;
    });

    test('every chart knows every value', () => {
      const unknown = installed.releases.flatMap(({ chart: name, namespace, values }) => {
        const chart = realCharts.get(name);
        return (chart === undefined ? [] : unknownValues(chart, namespace, values)).map((path) => `${name}: ${path}`);
      });

      expect(installed.releases.length).toBeGreaterThan(7);
      expect(unknown).toEqual([]);
    });

    test('every monitor finds pods that answer at its port', () => {
      const wanted = wantedBy([...installed.own, ...installed.ofCharts], pods);

      expect(wanted.length).toBeGreaterThan(10);
      expect(wanted.filter(({ targets }) => targets.length === 0).map(({ name }) => name)).toEqual([]);
    });

    test('Prometheus reaches whatever a monitor finds', () => {
      const closed = wantedBy([...installed.own, ...installed.ofCharts], pods).flatMap(({ name, targets }) =>
        targets
          .filter(({ pod, port }) => !network.allows(prometheus, pod, port))
          .map(({ pod, port }) => `${name}: ${pod === 'world' ? pod : pod.of} ${port}`),
      );

      expect(closed).toEqual([]);
    });

    test('the API server reaches every webhook', () => {
      const webhooks = webhooksOf(installed.ofCharts, pods);
      const closed = webhooks.filter(
        ({ targets }) => targets.length === 0 || !targets.every(({ pod, port }) => network.allows('world', pod, port)),
      );

      expect(webhooks.length).toBeGreaterThan(3);
      expect(closed.map(({ name }) => name)).toEqual([]);
    });

    test('whoever has rights on the cluster reaches the API server', () => {
      const accounts = accountsWithRights([...installed.own, ...installed.ofCharts]);
      const asking = pods.filter(
        ({ namespace, spec }) =>
          spec.automountServiceAccountToken !== false && accounts.has(`${namespace}/${spec.serviceAccountName ?? ''}`),
      );

      expect(asking.length).toBeGreaterThan(10);
      expect(asking.filter((pod) => !network.allows(pod, 'world', 6443)).map(({ of }) => of)).toEqual([]);
    });

    test('every pod is one of a namespace that denies by default', () => {
      const denying = new Set(
        installed.own
          .filter(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'default-deny')
          .map(({ metadata }) => metadata.namespace),
      );

      expect(pods.filter(({ namespace }) => !denying.has(namespace)).map(({ of }) => of)).toEqual([]);
    });
  });
});
