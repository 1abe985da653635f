import { environmentYaml, overlayYaml, platformYaml, serviceYaml } from './a-catalog';
import { aHelmChart, besideService } from './a-helm-chart';
import { asName } from './hostile-text';

/** Files by path, with a hostile text in them or in their names. */
export type FilesOf = (text: string) => Readonly<Record<string, string>>;

/** A catalog in which nothing is hostile. */
export const plainCatalog: Readonly<Record<string, string>> = {
  'catalog/platform.yaml': platformYaml,
  'catalog/environments/dev.yaml': environmentYaml,
  'catalog/services/web/service.yaml': serviceYaml,
  'catalog/services/web/dev.yaml': overlayYaml,
};

const json = (value: unknown): string => JSON.stringify(value);
const ofWeb = (more: string): Readonly<Record<string, string>> => ({
  'catalog/services/web/service.yaml': `${serviceYaml}${more}\n`,
});

/** Positions in a catalog, each with the files that differ. */
export const inCatalog: readonly FilesOf[] = [
  (text) => ({ [`catalog/services/${asName(text)}/service.yaml`]: serviceYaml }),
  (text) => ({ [`catalog/services/web/${asName(text)}.yaml`]: overlayYaml }),
  (text) => ({ [`catalog/environments/${asName(text)}.yaml`]: environmentYaml }),
  (text) => ({ [`catalog/${asName(text)}`]: 'x' }),
  (text) => ofWeb(`${json(text)}: 1`),
  (text) => ofWeb(`env: { A: ${json(text)}, ${json(text)}: b }`),
  (text) => ofWeb(`config: { values: { a: ${json(text)} } }`),
  (text) => ofWeb(`dependsOn: [${json(text)}]`),
  (text) => ofWeb(`annotations: { "a/b": ${json(text)} }`),
  (text) => ofWeb(`args: [${json(text)}]`),
  (text) => ({ 'catalog/services/web/service.yaml': `team: ${json(text)}\nports: ${json([{ name: text }])}\n` }),
  (text) => ofWeb(`# ${text}`),
  (text) => ({ 'catalog/services/web/service.yaml': text }),
  (text) => ({ 'catalog/services/web/dev.yaml': `release: { version: ${json(text)}, image: ${json(text)} }\n` }),
  (text) => ({ 'catalog/environments/dev.yaml': `${environmentYaml}aliases: [${json(text)}]\n` }),
  (text) => ({ 'catalog/platform.yaml': platformYaml.replace('https://', `${text}//`) }),
  (text) => ({ 'catalog/platform.yaml': `${platformYaml}${json(text)}: { a: b }\n` }),
  (text) => ({ 'slipway.yaml': `${json(text)}: 1\nrules: { ${json(text)}: "off" }\n` }),
  (text) => ({
    'slipway.yaml': `exceptions: [{ rule: ${json(text)}, objects: [${json(text)}], reason: ${json(text)} }]\n`,
  }),
];

const ofChart = (files: Readonly<Record<string, string>>, more = ''): Readonly<Record<string, string>> => ({
  'catalog/services/web/service.yaml': `team: web-team\nports: []\nchart: { source: folder }\n${more}`,
  'catalog/services/web/dev.yaml': 'release: { version: 1.2.3 }\n',
  ...Object.fromEntries(
    Object.entries(besideService('web', aHelmChart(files))).map(([file, text]) => [`catalog/${file}`, text]),
  ),
});
const ofKustomization = (files: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  'catalog/services/web/service.yaml': 'team: web-team\nports: []\nkustomization: { folder: . }\n',
  ...Object.fromEntries(
    Object.entries({
      'kustomization.yaml': 'resources: [a.yaml]\n',
      'a.yaml': configMap('a', 'b'),
      ...files,
    }).map(([file, text]) => [`catalog/services/web/kustomization/${file}`, text]),
  ),
});
const configMap = (key: string, value: string): string =>
  json({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { [key]: value } });
const extension = (name: string, text: string): string =>
  `module.exports = ({ z }) => ({ ${json(name)}: { description: ${json(text)}, schema: z.looseObject({}), extend({ objects }) { throw new Error(${json(text)}) } } })`;

/** Positions in what lies beside a service: files, manifests, patches, charts, kustomizations, code. */
export const besideServices: readonly FilesOf[] = [
  (text) => ({ ...ofWeb(`files: { /etc/a: ${json(text)} }`), 'catalog/services/web/files/a': 'a' }),
  (text) => ({
    ...ofWeb(`files: { /etc/a: ${json(asName(text))} }`),
    [`catalog/services/web/files/${asName(text)}`]: text,
  }),
  (text) => ({ ...ofWeb('files: { /etc/a: a }'), 'catalog/services/web/files/a': text }),
  (text) => ofWeb(`files: { ${json(text)}: a }`),
  (text) => ({ 'catalog/services/web/manifests/a.yaml': configMap(text, text) }),
  (text) => ({ [`catalog/services/web/manifests/${asName(text)}.yaml`]: configMap('a', text) }),
  (text) => ({ 'catalog/services/web/manifests/a.yaml': text }),
  (text) => ({
    'catalog/services/web/manifests/a.yaml': json({ apiVersion: text, kind: text, metadata: { name: text } }),
  }),
  (text) => ofWeb(`patches: ${json([{ kind: 'Deployment', merge: { spec: { [text]: text } } }])}`),
  (text) => ofWeb(`patches: ${json([{ kind: 'Deployment', name: text, merge: {} }])}`),
  (text) => ofWeb(`patches: ${json([{ kind: text, merge: {} }])}`),
  (text) =>
    ofWeb(`patches: ${json([{ kind: 'Deployment', json: [{ op: 'add', path: `/spec/${text}`, value: text }] }])}`),
  (text) => ofWeb(`patches: ${json([{ kind: 'Deployment', json: [{ op: 'test', path: '/kind', value: text }] }])}`),
  (text) => ofWeb(`patches: ${json([{ kind: 'Deployment', json: [{ op: 'move', from: `/${text}`, path: '/a' }] }])}`),
  (text) => ofWeb(`extensions: { ${json(text)}: ${json({ [text]: text })} }`),
  (text) => ({ ...ofWeb(`extensions: { a: {} }`), 'slipway.extensions.js': extension('a', text) }),
  (text) => ({ ...ofWeb(`extensions: { ${json(text)}: {} }`), 'slipway.extensions.js': extension(text, text) }),
  (text) => ({ 'slipway.extensions.js': `throw new Error(${json(text)})` }),
  (text) => ({ 'slipway.extensions.js': text }),
  (text) => ofChart({ 'Chart.yaml': `apiVersion: v2\nname: ${json(text)}\nversion: 1.2.3\n` }),
  (text) => ofChart({ 'Chart.yaml': text }),
  (text) => ofChart({ 'templates/a.yaml': `{{ fail ${json(text)} }}` }),
  (text) => ofChart({ 'templates/a.yaml': configMap(text, text) }),
  (text) => ofChart({ [`templates/${asName(text)}.yaml`]: '{{ .Values.a.b.c }}' }),
  (text) => ofChart({ 'templates/NOTES.txt': text, 'values.schema.json': text }),
  (text) => ofChart({}, `values: { ${json(text)}: ${json(text)}, replicas: ${json(text)} }\n`),
  (text) => ({
    'catalog/services/web/service.yaml': `team: web-team\nports: []\nchart: ${json({ source: `oci://a.example.com/${text}` })}\n`,
  }),
  (text) => ({ [`catalog/charts/${asName(text)}`]: text }),
  (text) => ofKustomization({ 'kustomization.yaml': text }),
  (text) => ofKustomization({ 'kustomization.yaml': `resources: [${json(text)}]\n${json(text)}: 1\n` }),
  (text) => ofKustomization({ 'kustomization.yaml': `resources: [a.yaml]\npatches: [{ path: ${json(text)} }]\n` }),
  (text) => ofKustomization({ 'a.yaml': configMap(text, text) }),
  (text) => ofKustomization({ [asName(text)]: text, 'kustomization.yaml': `resources: [${json(asName(text))}]\n` }),
  (text) => ({ 'catalog/people.yaml': `people: { ${json(text)}: { name: ${json(text)}, keys: [${json(text)}] } }\n` }),
  (text) => ({ 'slipway.yaml': 'accepted: accepted.yaml\n', 'accepted.yaml': text }),
];

/** A manifest with a text in all that it says. */
export const manifest = (text: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${json(text)}, namespace: shop, labels: { a: ${json(text)} }, annotations: { ${json(text)}: b } }
spec:
  selector: { matchLabels: { app: ${json(text)} } }
  template:
    metadata: { labels: { app: ${json(text)} } }
    spec:
      ${json(text)}: 1
      containers:
        - { name: ${json(text)}, image: ${json(text)}, args: [${json(text)}], env: [{ name: ${json(text)}, value: ${json(text)} }] }
`;

const application = (source: object): string =>
  json({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'a', namespace: 'argocd' },
    spec: { project: 'default', destination: { server: 'https://a', namespace: 'a' }, source },
  });

/** Positions in manifests of others. */
export const inManifests: readonly FilesOf[] = [
  (text) => ({ 'k8s/a.yaml': manifest(text) }),
  (text) => ({ [`k8s/${asName(text)}.yaml`]: manifest('web') }),
  (text) => ({ [`k8s/${asName(text)}/a.yaml`]: manifest(text) }),
  (text) => ({ 'k8s/kustomization.yaml': `resources: [${json(text)}]\n${json(text)}: 1\n` }),
  (text) => ({ 'k8s/kustomization.yaml': `patches: [{ path: ${json(text)}, target: { name: ${json(text)} } }]\n` }),
  (text) => ({ 'k8s/a.yaml': `apiVersion: ${json(text)}\nkind: ${json(text)}\nmetadata: { name: a }\n` }),
  (text) => ({ 'k8s/a.yaml': text }),
  // As kubectl answers.
  (text) => ({ 'k8s/a.json': json({ apiVersion: 'v1', kind: 'List', items: [JSON.parse(configMap(text, text))] }) }),
  (text) => ({ 'k8s/Chart.yaml': `name: ${json(text)}\n`, 'k8s/templates/a.yaml': `{{ ${text} }}` }),
  (text) => ({ 'k8s/a.json': application({ repoURL: text, path: text, targetRevision: text }) }),
  (text) => ({ 'k8s/a.json': application({ chart: text, helm: { values: text, valueFiles: [text] } }) }),
];
