import { SettingsLayer } from '../../src/model/settings';
import { Service } from '../../src/model/service';
import { kubernetesWordHint } from '../../src/problems/kubernetes-words';
import { overlayYaml as release, serviceYaml as web } from '../helpers/a-catalog';
import { problemsOf } from '../helpers/problems-of';

const hintOf = (text: string) =>
  problemsOf({ 'services/web/service.yaml': `${web}${text}\n` }).map((one) => one.replace(/^.*?; /, ''));

test.each([
  ['imagePullSecrets: [a]', 'in a catalog it is "pull.secrets"'],
  ['nodeSelector: { a: b }', 'in a catalog it is "scheduling.nodeSelector"'],
  [
    'annotations: { a: b }',
    'in a catalog it is "metadata" or "identity.annotations": by kind of object, such as "metadata.pods.annotations"; those of the ServiceAccount in "identity"',
  ],
  ['volumeMounts: []', 'in a catalog it is "volumes": the mounts of a volume stand in it'],
  ['livenessProbe: {}', 'in a catalog it is "probes.liveness"'],
])('%s', (text, hint) => {
  expect(hintOf(text)).toEqual([hint]);
});

test('in an overlay only what an overlay has is named', () => {
  expect(problemsOf({ 'services/web/prod.yaml': `${release}ingress: {}\n` })).toEqual([
    expect.stringContaining('in a catalog it is "exposure"'),
  ]);
});

test('a word that is none of Kubernetes has no such hint', () => {
  expect(kubernetesWordHint('constructor', ['env'])).toBeUndefined();
  expect(kubernetesWordHint('livenessProbe', ['name'])).toBeUndefined();
});

test('no word is a key of the catalog itself', () => {
  const keys = [...Object.keys(Service.shape), ...Object.keys(SettingsLayer.shape)];

  expect(keys.filter((key) => kubernetesWordHint(key, keys) !== undefined)).toEqual([]);
});

test('a list of names and values, as Kubernetes has variables, is told how it is written here', () => {
  expect(hintOf('env: [{ name: LOG_LEVEL, value: info }]')).toEqual([
    expect.stringContaining('write a mapping of names: "LOG_LEVEL: <value>"'),
  ]);
});
