import { findingsInFiles } from '../helpers/findings-in-files';

const found = (rule: string, text: string): readonly string[] =>
  findingsInFiles({ 'a.yaml': text }, [rule]).map((line) => line.replace(/^.*? \S+: /, ''));

describe('conditions of triggers', () => {
  const trigger = (when: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  trigger.on-it: |
    - send: [it]
      when: ${when}
`;
  const said = (when: string) => found('failing-trigger-condition', trigger(when));

  test.each([
    `app.status.operationState.phase in ['Error']`,
    `app.status.operationState.syncResult.revision != ''`,
    `app.status.operationState != nil and app.status.operationState.syncResult.revision != ''`,
  ])('%s reads through what may not be there', (when) => {
    expect(said(when)).toEqual([expect.stringMatching(/reads through app\.status\.operationState/)]);
  });

  test.each([`app.status.operationState?.phase = 'Running'`, `app.metadata.name ='a'`, `a=b`])(
    '%s is no comparison',
    (when) => {
      expect(said(when)).toEqual([expect.stringMatching(/compares with "="/)]);
    },
  );

  test.each([
    `app.status.operationState?.phase in ['Error', 'Failed']`,
    `app.status.operationState != nil and app.status.operationState.phase in ['Running']`,
    `app.status.health.status == 'Degraded'`,
    `app.status.sync.status != "a = b"`,
    `time.Now().Sub(time.Parse(app.status.operationState?.startedAt)).Minutes() >= 5`,
    `app.spec.source.repoURL matches 'https?://=.*'`,
  ])('%s can be evaluated', (when) => {
    expect(said(when)).toEqual([]);
  });
});

test('a condition with another word for "when" is told so', () => {
  const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: argocd-notifications-cm, namespace: argocd }\ndata:\n  trigger.on-lost: |\n    - send: [lost]\n      where: app.status.health.status == 'Missing'\n`;

  expect(found('malformed-notification-entry', text)).toEqual([
    expect.stringContaining('"trigger.on-lost" has a condition without "when", and with "where", which is unknown'),
  ]);
});

describe('templates of ApplicationSets', () => {
  const set = (text: string, isGo: boolean) => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: teams, namespace: argocd }
spec:
  goTemplate: ${isGo}
  generators: [{ clusters: {} }]
  template:
    metadata: { name: 'a' }
    spec: { project: shop, source: { repoURL: 'https://git.example.com/a.git', path: '${text}' }, destination: { name: a } }
`;
  const said = (text: string, isGo: boolean) => found('wrong-template-syntax', set(text, isGo));

  test.each([
    '{{.path.basename}}',
    '{{ .name | lower }}',
    '{{- if .a }}x{{ end }}',
    '{{ index .path.segments 1 }}',
    'a/{{ $x }}',
  ])('%s is a Go template', (text) => {
    expect(said(text, false)).toHaveLength(1);
    expect(said(text, true)).toEqual([]);
  });

  test.each(['{{path.basename}}', '{{ name }}', '{{metadata.labels.team}}', '{{path[1]}}'])('%s is none', (text) => {
    expect(said(text, true)).toHaveLength(1);
    expect(said(text, false)).toEqual([]);
  });

  test.each(['{{ now }}', 'a/b', '{{', '}}', '{{ end }}'])('%s is nothing of the older language', (text) => {
    expect(said(text, true)).toEqual([]);
  });
});

describe('bindings', () => {
  const binding = (kind: string, role: string, account = 'web') =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: web, namespace: shop }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: ${role} }\nsubjects: [{ kind: ServiceAccount, name: ${account}, namespace: shop }]\n`;
  const role = (kind: string, name: string) =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: { name: ${name}${kind === 'Role' ? ', namespace: shop' : ''} }\nrules: []\n`;
  const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: web, namespace: shop }\n';
  const said = (...texts: readonly string[]) => found('binding-to-nothing', texts.join('---\n'));

  test.each([
    ['a Role that is misspelt', [binding('Role', 'raeder'), role('Role', 'reader')], 'write "reader"'],
    ['a Role among others', [binding('Role', 'x'), role('Role', 'reader')], 'add the Role'],
    [
      'a ClusterRole that is misspelt',
      [binding('ClusterRole', 'raeder'), role('ClusterRole', 'reader')],
      'write "reader"',
    ],
    ['an account that is misspelt', [binding('ClusterRole', 'view', 'wbe'), account], 'write "web"'],
  ])('%s is found', (_, texts, hint) => {
    expect(said(...texts)).toEqual([expect.stringContaining(hint)]);
  });

  test.each([
    ['a role of Kubernetes', [binding('ClusterRole', 'view')]],
    ['a ClusterRole of somebody else', [binding('ClusterRole', 'cert-manager'), role('ClusterRole', 'reader')]],
    ['a Role where there is none', [binding('Role', 'reader')]],
    ['an account of somebody else', [binding('ClusterRole', 'view', 'prometheus'), account]],
  ])('%s may be there', (_, texts) => {
    expect(said(...texts)).toEqual([]);
  });
});
