import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { canaryShare } from '../../src/check/argocd/canary-share';
import { readGoTemplate } from '../../src/check/argocd/go-template';
import { jqProblem } from '../../src/check/argocd/jq-syntax';
import { selectorsIn } from '../../src/check/argocd/prometheus-expressions';
import { argocdRules } from '../../src/check/rules/argocd';
import { runRules } from '../../src/check/run-rules';
import { readManifestText } from '../../src/manifests/read-text';
import { synthesize } from '../../src/render/synthesize';
import { aCatalogFolder, environmentYaml, overlayYaml } from '../helpers/a-catalog';
import { renderShippedCatalog } from '../helpers/shipped-catalog';
import { temporaryFolder } from '../helpers/temporary-folder';

describe('a rendered tree of which something is taken away', () => {
  test('a folder whose Application is gone is found, wherever the tree lies', () => {
    const texts = new Map(shippedTexts());
    texts.delete('argocd/prod/apps/payment-service.yaml');

    for (const prefix of ['', 'dist/rendered/']) {
      const found = findingsIn(new Map([...texts].map(([path, text]) => [prefix + path, text])));

      expect(found.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
        expect.stringMatching(
          /^folder-without-application: folder "services\/payment-service\/overlays\/prod" has \d+ objects/,
        ),
      ]);
    }
  });

  test('an Application whose folder is gone is found', () => {
    const texts = new Map(
      [...shippedTexts()].filter(([path]) => !path.startsWith('services/client/overlays/staging/')),
    );

    const found = findingsIn(texts);

    expect(found.map(({ rule, file }) => [rule, file])).toEqual([
      ['source-path-without-objects', 'argocd/staging/apps/client.yaml'],
    ]);
  });

  test('what is retired is no mistake', () => {
    const catalog = aCatalogFolder({
      'services/web/dev.yaml': `${overlayYaml}retired: true\n`,
      'environments/prod.yaml': `${environmentYaml}retired: true\n`,
    });
    const out = temporaryFolder();
    const files = synthesize({ catalog, out }).written.filter((path) => path.endsWith('.yaml'));

    const found = findingsIn(new Map(files.map((path) => [path, readFileSync(join(out, path), 'utf8')])));

    expect(found).toEqual([]);
  });

  test('a kind that the AppProject does not list is found at each of its objects', () => {
    const path = 'argocd/dev/bootstrap/app-project-microservices.yaml';
    const found = findingsIn(replaced(path, '  - group: apps\n    kind: StatefulSet\n', ''));

    expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(['kind-not-permitted-by-project']));
    expect(new Set(found.map(({ object }) => object?.kind))).toEqual(new Set(['StatefulSet']));
  });

  test('a destination that the AppProject of an ApplicationSet does not list is found for each element', () => {
    const path = 'argocd/staging/bootstrap/app-project-microservices.yaml';
    const found = findingsIn(replaced(path, /  - namespace: staging\n    server: .*\n/, ''));

    expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(['destination-not-permitted-by-project']));
    expect(found.length).toBeGreaterThan(10);
  });

  test('an Application that another one applies keeps its objects when it goes, unless Slipway makes sure of its end', () => {
    const path = 'argocd/dev/apps/payment-service.yaml';

    expect(shippedTexts().get(path)).not.toContain('finalizers:');
    const byOthers = (file: string) => findingsIn(replaced(file, '    app.kubernetes.io/managed-by: slipway\n', ''));
    expect(byOthers(path).map(({ rule, file }) => [rule, file])).toEqual([['child-without-finalizer', path]]);
    // Whoever removes a namespace removes all that runs in it.
    expect(byOthers('argocd/dev/apps/baseline.yaml')).toEqual([]);
  });

  test('wave 0 is no wave, and another one wants a parent', () => {
    const wave = 'argocd.argoproj.io/sync-wave: "0"';
    const root = 'argocd/dev/bootstrap/application.yaml';

    expect(findingsIn(shippedTexts())).toEqual([]);
    const texts = replaced(root, wave, wave.replace('0', '3'));
    // The bootstrap applies the root; without it nothing does.
    expect(findingsIn(texts)).toEqual([]);
    const orphaned = new Map(
      [...texts].filter(([path]) => path !== 'argocd/dev/bootstrap/application-bootstrap-dev.yaml'),
    );
    expect(findingsIn(orphaned).map(({ rule, file }) => [rule, file])).toContainEqual(['wave-without-parent', root]);
  });

  test('what the real Argo CD has shown: a root that respects ignored differences, a blue-green Service without its hash', () => {
    const root = findingsIn(
      replaced(
        'argocd/dev/bootstrap/application.yaml',
        '- PruneLast=true',
        '- PruneLast=true\n    - RespectIgnoreDifferences=true',
      ),
    );
    const blueGreen = findingsIn(replaced('argocd/prod/apps/apm.yaml', /  ignoreDifferences:\n(?:  [- ].*\n)+/, ''));

    expect(root.map(({ rule }) => rule)).toEqual(['parent-respects-ignored-differences']);
    expect(blueGreen.map(({ rule }) => rule)).toContain('rollout-selector-not-ignored');
  });

  test('nothing is said about folders when a generator reads them from a repository', () => {
    const texts = new Map(shippedTexts());
    texts.delete('argocd/prod/apps/payment-service.yaml');
    texts.set(
      'argocd/prod/apps/all.yaml',
      `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: all, namespace: argocd }
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  syncPolicy: { applicationsSync: create-update }
  generators: [{ git: { repoURL: https://github.com/your-org/gitops-manifests.git, revision: main, directories: [{ path: services/* }] } }]
  template:
    metadata: { name: '{{ .path.basename }}' }
    spec:
      project: microservices
      source: { repoURL: https://github.com/your-org/gitops-manifests.git, path: '{{ .path.path }}', targetRevision: main }
      destination: { server: https://kubernetes.default.svc, namespace: prod }
`,
    );

    expect(findingsIn(texts)).toEqual([]);
  });
});

test.each([
  ['{{ .app.metadata.name }}'],
  ['{{if eq .serviceType "slack"}}:check:{{end}} {{ .app.metadata.name | upper | quote }}'],
  [
    '{{ range $index, $source := .app.spec.sources }}{{ if $index }},{{ end }}{{ $source.repoURL }}{{ else }}none{{ end }}',
  ],
  ['{{- with .app.status.operationState -}} {{ .message | toJson }} {{- end }}'],
  ['{{/* a comment with }} in it */}}text'],
  ['{{ (call .repo.GetCommitMetadata .app.status.sync.revision).Message }}'],
  ['{{ index .app.metadata.annotations "port.io/entity" | toJson }}'],
  ['{{ "a }} in a string" }} and {{ `raw "` }}'],
  ['{{ $x := 1 }}{{ $x = add $x 1 }}{{ printf "%d" $x }}'],
  ['{{ dig "status" "health" "status" "" .app | toJson }}'],
  ['no action, and a single { or }}'],
])('template %j parses', (text) => {
  expect(readGoTemplate(text)).not.toHaveProperty('problem');
});

test.each([
  ['{{.app.metadata.annotations.port\\\\.io/entity}}', 'no such letter'],
  ['{{ .app.metadata.name', 'is not closed'],
  ['{{ if .app }}yes', 'has no "{{ end }}"'],
  ['yes{{ end }}', 'ends nothing'],
  ['{{ else }}', 'belongs to nothing'],
  ['{{ .app | toJSON }}', 'function "toJSON" is not defined'],
  ['{{ env "HOME" }}', 'function "env" is not defined'],
  ['{{ .app | }}', 'nothing beside it'],
  ['{{ (call .time.Now }}', 'brackets'],
  ['{{ }}', 'nothing inside'],
  ['{{ if }}{{ end }}', 'says nothing'],
  ['{{ "open }}', 'is not closed'],
])('template %j does not: %s', (text, problem) => {
  expect(readGoTemplate(text)).toHaveProperty('problem', expect.stringContaining(problem));
});

test.each([
  ['.spec.replicas'],
  ['.spec.template.spec.containers[].image'],
  ['.spec.template.spec.containers[] | select(.name == "istio-proxy")'],
  ['.metadata.annotations["example.com/key"]'],
  ['.spec.template.spec.initContainers[]? | select(.name | test("^a|b")) | .env'],
  ['paths(type == "number")'],
  ['.a - 1'],
])('jq %j is not complained of', (expression) => {
  expect(jqProblem(expression)).toBeUndefined();
});

test.each([
  ['.spec.containers[', 'lacks a "]"'],
  ['.spec)', 'closes nothing'],
  ['.spec | select(.name == "a)', 'not closed'],
  ['/spec/replicas', 'is a JSON pointer'],
  ['spec.replicas', 'does not begin with "."'],
  ['.spec | ', 'nothing beside it'],
  ['.metadata.labels.my-label', 'subtracts'],
  ['', 'is empty'],
])('jq %j does not compile: %s', (expression, problem) => {
  expect(jqProblem(expression)).toContain(problem);
});

test.each([
  [3, 20, true, 25],
  [3, 20, false, 33],
  [5, 20, true, 20],
  [5, 50, true, 50],
  [1, 10, true, 50],
  [10, 100, true, 100],
])('%i pods come as near to %i percent as they can', (replicas, weight, maySurge, percent) => {
  expect(canaryShare(replicas, weight, maySurge).percent).toBe(percent);
});

test('series and labels are read from expressions, not from the strings in them', () => {
  const text =
    'sum by (name) (rate(argocd_app_sync_total{phase=~"argocd_x{a=\\"b\\"}|Failed", name!="web"}[5m])) > argocd_info';

  expect(selectorsIn(text)).toEqual([
    { series: 'argocd_app_sync_total', labels: ['phase', 'name'] },
    { series: 'argocd_info', labels: [] },
  ]);
});

describe('bodies of webhooks', () => {
  test.each([
    ['{ "name": "{{ .app.metadata.name }}", "at": "{{ .app.status.operationState.finishedAt }}" }'],
    ['{ "message": {{ .app.status.operationState.message | toJson }} }'],
    ['{ "state": {{ if eq .app.status.health.status "Healthy" }}"ok"{{ else }}"bad"{{ end }} }'],
    ['{ "text": "a \\" quote", "message": {{ toJson .app.status.conditions }} }'],
    ['message={{ .app.status.operationState.message }}'],
  ])('%s stays what it is with any value', (body) => {
    expect(rulesIn(webhookWith(body))).not.toContain('notification-value-not-escaped');
  });

  test.each([
    ['{ "message": "{{ .app.status.operationState.message }}" }'],
    ['{ "message": "{{ .app.status.operationState.message | toJson }}" }'],
    ['{ "message": "failed: {{ .app.status.operationState.message | trunc 80 }}" }'],
    ['[{ "conditions": "{{ range .app.status.conditions }}{{ .message }}{{ end }}" }]'],
  ])('%s does not', (body) => {
    expect(rulesIn(webhookWith(body))).toContain('notification-value-not-escaped');
  });
});

test('policies that Argo CD ships with its documents are read', () => {
  const text = `apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-rbac-cm, namespace: argocd, labels: { app.kubernetes.io/part-of: argocd } }
data:
  policy.default: ''
  policy.csv: |
    # a comment
    p, role:shop, applications, action/apps/Deployment/restart, shop/*, allow
    p, role:shop, applications, delete/*/Pod/*/*, shop/*, allow
    p, role:shop, applications, get, shop/*, allow
    p, role:shop, logs, get, shop/*, allow
    p, role:shop, exec, create, shop/*, deny
    p, role:shop, extensions, invoke, metrics, allow
    p, "group, with comma", clusters, get, *, allow
    g, your-org:shop, role:shop
`;

  // A comma in quotes is the one thing of CSV that is read as two parts.
  expect(messagesIn(text).filter((message) => !message.includes('group, with comma'))).toEqual([]);
});

test('an annotation with a list of options is read option by option', () => {
  const text = `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  namespace: shop
  annotations: { argocd.argoproj.io/sync-options: 'Prune=false, Delete=confirm,prune=false' }
`;

  expect(messagesIn(text)).toEqual(['sync option "prune=false" is not known to Argo CD']);
});

test('a wave that Go reads as a number is one', () => {
  for (const wave of ['5', '-5', '+5', '007']) {
    const text = `{ apiVersion: v1, kind: ConfigMap, metadata: { name: web, annotations: { argocd.argoproj.io/sync-wave: '${wave}' } } }`;

    expect(messagesIn(text)).toEqual([]);
  }
});

function webhookWith(body: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  template.app-failed: |
    webhook:
      portal:
        body: |
          ${body}
`;
}

function findingsIn(texts: ReadonlyMap<string, string>) {
  const read = [...texts].map(([path, text]) => readManifestText(text, path));
  const objects = read.flatMap((file) => file.objects);
  const kustomizations = read.flatMap((file) => file.kustomizations);
  return runRules({ objects, kustomizations }, { rules: argocdRules, settings: { kubernetesVersion: '1.36' } });
}

function messagesIn(text: string): readonly string[] {
  return findingsIn(new Map([['example.yaml', text]])).map(({ message }) => message);
}

function rulesIn(text: string): readonly string[] {
  return findingsIn(new Map([['example.yaml', text]])).map(({ rule }) => rule);
}

let shipped: ReadonlyMap<string, string> | undefined;

function shippedTexts(): ReadonlyMap<string, string> {
  shipped ??= renderShippedCatalog().texts;
  return shipped;
}

/** The shipped tree with one file changed. */
function replaced(path: string, what: string | RegExp, by: string): ReadonlyMap<string, string> {
  const text = shippedTexts().get(path) ?? '';
  const changed = text.replace(what, by);
  expect(changed).not.toBe(text);
  return new Map([...shippedTexts(), [path, changed]]);
}
