import { addOnNamespaces } from '../../../stacks/add-ons-of';
import { plannedAddOns } from '../../../stacks/add-ons/planned';
import { AddOnSettings } from '../../../stacks/add-ons/settings';
import { podMonitor } from '../../../stacks/monitoring/pod-monitor';
import { networkPolicies } from '../../../stacks/network/network-policies';
import { everyAddOn } from '../../stacks/helpers/every-add-on';
import { accountsWithRights } from '../accounts';
import { unknownValues } from '../known-values';
import { PodNetwork } from '../network';
import { podsOf } from '../pods';
import { RealChart, Rendered } from '../real-chart';
import { wantedBy } from '../targets';
import { webhooksOf } from '../webhooks';

const prometheus = { namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } };
const said = { file: 'catalog/environments/prod.yaml', path: [] };
const all = plannedAddOns(AddOnSettings.parse(everyAddOn), {
  apiServerPorts: [443, 6443],
  prometheus,
  gateways: [{ name: 'public', namespace: 'gateway-system', proxyNamespace: 'envoy-gateway-system', said }],
  stackFile: said.file,
});
const policies = networkPolicies(
  addOnNamespaces(all).map(({ name }) => name),
  all.flatMap(({ flows }) => flows),
).map(({ name, namespace, spec }) =>
  Rendered.parse({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec }),
);
const network = new PodNetwork(policies);
const measuring = { of: 'Prometheus', ...prometheus, spec: { containers: [] } };

/** What an object of Kubernetes may have, and so a release of Helm. */
const mostBytes = 1024 * 1024;

// One by one: an add-on whose chart is not on this machine is skipped alone.
describe.each(all)('$addOn.name', ({ addOn, values, measured, objects = [] }) => {
  const chart = RealChart.find(addOn.chart.name);
  const withChart = chart === undefined ? describe.skip : describe;
  const { name: namespace } = addOn.namespace;
  const made = () => [
    ...(chart?.render(namespace, values) ?? []),
    ...objects.map((object) => Rendered.parse(object)),
    ...measured.map((pods) => Rendered.parse(podMonitor('monitoring', pods))),
  ];

  withChart('with its real chart', () => {
    test('sets no value that its chart does not know, and is a release that fits into a Secret', () => {
      expect(chart === undefined ? [] : unknownValues(chart, namespace, values)).toEqual([]);
      expect(chart?.releaseBytes(namespace, values)).toBeLessThan(mostBytes);
    });

    test('is measured: each monitor finds pods, and Prometheus reaches them', () => {
      const wanted = wantedBy(made(), podsOf(made()));

      expect(wanted).not.toEqual([]);
      expect(wanted.filter(({ targets }) => targets.length === 0).map(({ name }) => name)).toEqual([]);
      expect(
        wanted.filter(({ targets }) => !targets.every(({ pod, port }) => network.allows(measuring, pod, port))),
      ).toEqual([]);
    });

    test('is reached by the API server where it is to be asked, and reaches it where it has rights', () => {
      const pods = podsOf(made());
      const accounts = accountsWithRights(made());
      const asking = pods.filter(
        ({ spec }) =>
          spec.automountServiceAccountToken !== false && accounts.has(`${namespace}/${spec.serviceAccountName ?? ''}`),
      );

      expect(
        webhooksOf(made(), pods).filter(
          ({ targets }) =>
            targets.length === 0 || !targets.every(({ pod, port }) => network.allows('world', pod, port)),
        ),
      ).toEqual([]);
      expect(asking.filter((pod) => !network.allows(pod, 'world', 6443)).map(({ of }) => of)).toEqual([]);
    });
  });
});
