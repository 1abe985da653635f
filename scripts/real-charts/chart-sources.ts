import { addOnOfChart, isOfAddOn } from '../../stacks/add-ons';
import type { ChartFolder, ChartText } from '../../stacks/published-chart';
import { publishedChart } from '../../stacks/versions';
import type { ChartName, CoreChart } from '../../stacks/versions';

const argo = 'argoproj/argo-helm';
const prometheus = 'prometheus-community/helm-charts';
const externalSecrets = 'external-secrets/external-secrets';
const linkerd = 'linkerd/linkerd2';

/**
 * Argo CD as its makers publish it without Helm: what a cluster has whose Argo CD came by `kubectl apply`. The version that the chart
 * argo-cd installs.
 */
export const argocdManifests: ChartFolder = {
  repository: 'argoproj/argo-cd',
  tag: 'v3.4.4',
  path: 'manifests',
  tree: 'e06bb6682a6f597a1a9e8053fb897db431870756',
};

/** Linkerd's partial templates: each of its charts has them inside. */
const linkerdPartials = {
  partials: ofLinkerd('partials', 'f1e5853105d2649113d16c1c54852ed9be3dce46'),
};
const linkerdStamps = { '0.0.0-undefined': versionOf('linkerd-crds'), linkerdVersionValue: linkerdTag() };

/**
 * Where the text of a chart of `stacks/versions.ts` is. Registries have the same as archives; the repositories have a tag for
 * each version, and Git a name for each content.
 */
export function chartText(name: ChartName): ChartText {
  return isOfAddOn(name) ? addOnOfChart[name].chart.text : coreTexts[name];
}

const coreTexts: Readonly<Record<CoreChart, ChartText>> = {
  'argo-cd': {
    ...tagged(argo, 'charts/argo-cd', 'argo-cd', 'f7c9202930a8992cabf98463247904b7c7a364ef'),
    dependencies: {
      'redis-ha': {
        repository: 'DandyDeveloper/charts',
        tag: 'redis-ha-4.38.0',
        path: 'charts/redis-ha',
        tree: '4ad24b3a191500091c765c47e9bd5075da8605eb',
      },
    },
  },
  'argo-rollouts': tagged(argo, 'charts/argo-rollouts', 'argo-rollouts', '3f60a2e20c1dd5fa4d3005f553e745bbe550f5ef'),
  'external-secrets': {
    repository: externalSecrets,
    tag: `helm-chart-${versionOf('external-secrets')}`,
    path: 'deploy/charts/external-secrets',
    tree: '785d09dc91f2aa0d1bfa267930ec1f244097142e',
    dependencies: {
      'bitwarden-sdk-server': {
        repository: 'external-secrets/bitwarden-sdk-server',
        tag: 'v0.6.0',
        path: 'deploy/charts/bitwarden-sdk-server',
        tree: 'f21511ba99336ee22a4eca06f7c4e5ba41b0f6f0',
      },
    },
    definitions: {
      repository: externalSecrets,
      tag: `helm-chart-${versionOf('external-secrets')}`,
      path: 'config/crds/bases',
      tree: '47198add02f9417affb27aa4d625de89d9edc8c2',
    },
  },
  'kube-prometheus-stack': {
    ...tagged(
      prometheus,
      'charts/kube-prometheus-stack',
      'kube-prometheus-stack',
      '02df7912219cbd69ddb3b775f0560ffd270b7f83',
    ),
    dependencies: {
      grafana: {
        repository: 'grafana-community/helm-charts',
        tag: 'grafana-12.11.1',
        path: 'charts/grafana',
        tree: '5324b79d9a390b6ed6fcc5f9bfe27bd495386526',
      },
      'kube-state-metrics': {
        repository: prometheus,
        tag: 'kube-state-metrics-8.4.0',
        path: 'charts/kube-state-metrics',
        tree: 'cf805c82a79e7845b3cdb826a263226811c39d3c',
      },
      'prometheus-node-exporter': {
        repository: prometheus,
        tag: 'prometheus-node-exporter-4.56.1',
        path: 'charts/prometheus-node-exporter',
        tree: 'd57e88c52dbb20d7f787e115dcbed2631b5680b8',
      },
      'prometheus-windows-exporter': {
        repository: prometheus,
        tag: 'prometheus-windows-exporter-0.12.8',
        path: 'charts/prometheus-windows-exporter',
        tree: '3d87e7b6b590d38e66adbe2113a7d6a0015dc38a',
      },
    },
  },
  'linkerd-control-plane': {
    ...ofLinkerd('linkerd-control-plane', 'bb956b14b666bf1f3d7afc5f01b8273f56bbde87'),
    dependencies: linkerdPartials,
    stamps: { ...linkerdStamps, 'edge-XX.X.X': linkerdTag() },
  },
  'linkerd-crds': {
    ...ofLinkerd('linkerd-crds', 'f629e19e045410ce001d96186b52868626f96517'),
    dependencies: linkerdPartials,
    stamps: linkerdStamps,
  },
  'linkerd2-cni': {
    ...ofLinkerd('linkerd2-cni', 'caa2c44e3170671cf8e9b54b97a76f631c27ce3d'),
    dependencies: linkerdPartials,
    stamps: { ...linkerdStamps, 'edge-XX.X.X': linkerdTag() },
  },
  'prometheus-operator-crds': tagged(
    prometheus,
    'charts/prometheus-operator-crds',
    'prometheus-operator-crds',
    '1a71ae03d80310f62e767061653ed582ce09e086',
  ),
};

function tagged(repository: string, path: string, chart: ChartName, tree: string): ChartFolder {
  return { repository, tag: `${chart}-${versionOf(chart)}`, path, tree };
}

function ofLinkerd(chart: string, tree: string): ChartFolder {
  return { repository: linkerd, tag: linkerdTag(), path: `charts/${chart}`, tree };
}

/** "edge-26.8.3" of the chart 2026.8.3. */
function linkerdTag(): string {
  return `edge-${versionOf('linkerd-crds').replace(/^20/, '')}`;
}

function versionOf(chart: ChartName): string {
  return publishedChart(chart).version;
}
