import { nothingInstalled, writeFiles } from '../../scripts/reference/example-files';
import { argocdRules } from '../../src/check/rules/argocd';
import { runRules } from '../../src/check/run-rules';
import { readManifests } from '../../src/manifests/read-folder';
import { temporaryFolder } from '../helpers/temporary-folder';

const own = 'https://github.com/your-org/gitops.git';
const chart = `{ repoURL: ${own}, path: charts/web, targetRevision: main, helm: { valueFiles: [FILE] } }`;
const values = `{ repoURL: ${own}, targetRevision: main, ref: values }`;
const elsewhere =
  '{ repoURL: https://charts.example.com, chart: web, targetRevision: 1.0.0, helm: { valueFiles: [FILE] } }';

test.each([
  ['one beside the chart', chart, 'values.yaml', 0],
  ['one that is not there', chart, 'value.yaml', 1],
  ['one from the root of the repository', chart, '/values/prod.yaml', 0],
  ['one outside of the chart', chart, '../../values/prod.yaml', 0],
  ['one on the network', chart, 'https://example.com/values.yaml', 0],
  ['a pattern', chart, '"*.yaml"', 0],
  ['one of a chart that is not here', elsewhere, 'values.yaml', 0],
  ['one of another source', `${elsewhere}, ${values}`, '$values/values/prod.yaml', 0],
  ['one that another source does not have', `${elsewhere}, ${values}`, '$values/values/prods.yaml', 1],
])('a value file: %s', (_, sources, file, count) => {
  expect(findingsOf(sources.replaceAll('FILE', file))).toHaveLength(count);
});

test('a folder of a kustomization or of a chart has manifests, though none can be seen before it is built', () => {
  expect(findingsOf(chart.replace('FILE', 'values.yaml'), 'source-path-without-objects')).toEqual([]);
  expect(
    findingsOf(`{ repoURL: ${own}, path: overlays, targetRevision: main }`, 'source-path-without-objects'),
  ).toEqual([]);
});

/** Findings in a repository that holds a chart, values, a kustomization and an Application with these sources. */
function findingsOf(sources: string, id = 'missing-value-file'): readonly string[] {
  const folder = temporaryFolder();
  writeFiles(
    folder,
    new Map([
      ['argocd/root.yaml', application('root', `{ repoURL: ${own}, path: argocd, targetRevision: main }`)],
      ['argocd/web.yaml', application('web', sources)],
      ['argocd/chart.yaml', application('chart', chart.replace('FILE', 'values.yaml'))],
      ['charts/web/Chart.yaml', 'apiVersion: v2\nname: web\nversion: 1.0.0\n'],
      ['charts/web/values.yaml', 'replicas: 1\n'],
      ['values/prod.yaml', 'replicas: 3\n'],
      ['overlays/kustomization.yaml', 'configMapGenerator: [{ name: a }]\n'],
    ]),
  );
  const rules = argocdRules.filter((rule) => rule.id === id);
  return readManifests([folder], nothingInstalled)
    .flatMap((unit) => runRules(unit, { rules, settings: { kubernetesVersion: '1.36' } }))
    .map(({ message }) => message);
}

function application(name: string, sources: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd }
spec:
  project: shop
  sources: [${sources}]
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`;
}
