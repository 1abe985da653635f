import { askedOn } from '../../../stacks/platform-command/capacity';
import { readStack } from '../../../stacks/platform-command/read-stack';
import { aProject } from '../../stacks/helpers/a-project';
import { trustAnchor } from '../../stacks/helpers/the-stack';
import type { Config } from '../../stacks/helpers/the-stack';
import { askedBy } from '../asked-by';
import { describeWithCharts } from '../describe-with-charts';
import { installationOf, realCharts } from '../installation';

/** Charts of each part of the sum. */
const chartsOf: Readonly<Record<string, readonly string[]>> = {
  'Argo CD': ['argo-cd'],
  monitoring: ['kube-prometheus-stack'],
  'External Secrets': ['external-secrets'],
  'Argo Rollouts': ['argo-rollouts'],
  Linkerd: ['linkerd-control-plane', 'linkerd2-cni'],
};

const secretStore = { provider: 'vault', server: 'https://vault.example.com', role: 'external-secrets' };
const common = { secretStore, install: { backup: false } };

describeWithCharts('what the pods of the real charts ask for', () => {
  test.each<[string, Config]>([
    [
      'a small board',
      {
        ...common,
        argocd: { size: 'small' },
        monitoring: { size: 'small' },
        linkerd: { trustAnchor, size: 'small' },
      },
    ],
    ['the usual size', { ...common, argocd: {}, monitoring: {}, linkerd: { trustAnchor } }],
    [
      'what outlives a node',
      {
        ...common,
        argocd: { highlyAvailable: true, nodes: 3 },
        monitoring: { replicas: 2 },
        linkerd: { trustAnchor, highlyAvailable: true },
      },
    ],
  ])('%s: is what the sum says, part by part', async (_, config) => {
    const { releases } = await installationOf('dev', config);
    const said = askedOn(readStack(aProject(config), 'dev')).filter(({ name }) => name in chartsOf);

    const asked = said.map(({ name }) => {
      const objects = releases
        .filter(({ chart }) => chartsOf[name]?.includes(chart))
        .flatMap(({ chart, namespace, values }) => realCharts.get(chart)?.render(namespace, values) ?? []);
      const { cpu, memory } = askedBy(objects);
      return { name, cpu: expect.closeTo(cpu, 5), memory };
    });

    expect(said).toHaveLength(5);
    expect(said).toEqual(asked);
  });
});
