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
    'in a catalog it is "patches" or "identity.annotations": a patch of the object that is to have them; those of the ServiceAccount in "identity"',
  ],
  [
    'envFrom: []',
    'in a catalog it is "config", "secrets" or "env": values of a ConfigMap, keys of the store, single variables',
  ],
  [
    'volumes: []',
    'in a catalog it is "scratch", "config.mountPath", "secrets.mountPath" or "storage": for emptyDir, files of configuration, files of secrets, and a claim; "patches" for any other',
  ],
  ['livenessProbe: {}', 'in a catalog it is "probes.liveness"'],
])('%s', (text, hint) => {
  expect(hintOf(text)).toEqual([hint]);
});

test('in an overlay only what an overlay has is named', () => {
  expect(problemsOf({ 'services/web/prod.yaml': `${release}volumes: []\n` })).toEqual([
    expect.stringContaining('in a catalog it is "scratch", "config.mountPath" or "secrets.mountPath": '),
  ]);
});

test('a word that is none of Kubernetes has no such hint', () => {
  expect(kubernetesWordHint('constructor', ['env'])).toBeUndefined();
  expect(kubernetesWordHint('volumes', ['name'])).toBeUndefined();
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
