import { readManifestText } from '../../src/manifests/read-text';
import { maximumFileBytes } from '../../src/manifests/characters';

const config = (name: string, rest = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${rest}`;

describe('documents', () => {
  test.each([
    ['one', config('a'), ['a']],
    [
      'several, with comments behind their markers',
      `${config('a')}--- # b\n${config('b')}---\n${config('c')}`,
      ['a', 'b', 'c'],
    ],
    ['empty ones and comments', `# top\n---\n---\n# none\n---\n${config('a')}---\n`, ['a']],
    ['the end of a document', `${config('a')}...\n---\n${config('b')}...\n`, ['a', 'b']],
    ['directives', `%YAML 1.1\n---\n${config('a')}...\n%YAML 1.1\n---\n${config('b')}`, ['a', 'b']],
    ['a byte order mark', `\ufeff${config('a')}`, ['a']],
    ['Windows line ends', `${config('a')}---\n${config('b')}`.replaceAll('\n', '\r\n'), ['a', 'b']],
    ['tabs behind values', `${config('a')}data:\t# none\n  b: c\t\n`, ['a']],
    ['three dashes in a text', config('a', 'data:\n  b: |\n    ---\n    ...\n'), ['a']],
    ['JSON', JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }, null, 2), ['a']],
    ['a generated name', 'apiVersion: v1\nkind: Pod\nmetadata:\n  generateName: a-\n', ['a-']],
  ])('%s', (_, text, names) => {
    const { objects, unreadable } = readManifestText(text, 'a.yaml');

    expect(unreadable).toEqual([]);
    expect(objects.map(({ name }) => name)).toEqual(names);
  });

  test('an object that is nothing but its kind is skipped, with the reason', () => {
    expect(readManifestText('kind: Deployment\n', 'a.yaml')).toMatchObject({
      objects: [],
      unreadable: [],
      skipped: 'it has nothing but "kind: Deployment": an object has an apiVersion and metadata, too',
    });
  });

  test('places are those in the file', () => {
    const text = `\ufeff# top\r\n---\r\n${config('a').replaceAll('\n', '\r\n')}---\r\n${config('b').replaceAll('\n', '\r\n')}`;

    const { objects } = readManifestText(text, 'a.yaml');

    expect(objects.map(({ locate }) => locate(['metadata', 'name']))).toEqual([
      { line: 6, column: 9 },
      { line: 11, column: 9 },
    ]);
    expect(objects[1]?.locate(['metadata', 'name'], 'key')).toEqual({ line: 11, column: 3 });
    expect(objects[1]?.locate(['metadata', 'labels', 'x'])).toEqual({ line: 10, column: 1 });
  });

  test('an object says what it is', () => {
    const { objects } = readManifestText(
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: b}\n',
      'x.yaml',
    );

    expect(objects).toMatchObject([
      { apiVersion: 'apps/v1', group: 'apps', kind: 'Deployment', name: 'a', namespace: 'b', file: 'x.yaml' },
    ]);
  });
});

describe('values are those that Kubernetes reads', () => {
  test.each([
    ['words', 'data: {a: on, b: "on", c: y, d: NO}', { a: true, b: 'on', c: true, d: false }],
    ['numbers', 'data: {a: 0777, b: 1_000, c: 12:30:45, d: 08}', { a: 511, b: 1000, c: '12:30:45', d: 8 }],
    ['dates', 'data:\n  a: 2001-01-01\n', { a: '2001-01-01' }],
    ['keys', 'data: {on: a, 0777: b, 1: c, 1.50: d}', { true: 'a', '511': 'b', '1': 'c', '1.5': 'd' }],
    ['aliases', 'x: &x {a: 1}\ny: [&y on]\ndata: {b: *x, c: *y}', { b: { a: 1 }, c: true }],
    ['an anchor that is used again', 'x: &x 1\ny: *x\nz: &x 2\ndata: {a: *x}', { a: 2 }],
    ['merges', 'x: &x {a: 1, b: 2}\ndata:\n  <<: *x\n  b: 3\n', { a: 1, b: 3 }],
    ['merges of several', 'x: &x {a: 1}\ny: &y {a: 2, b: 2}\ndata:\n  <<: [*x, *y]\n', { a: 1, b: 2 }],
    ['a quoted "<<"', 'data:\n  "<<": {a: 1}\n', { '<<': { a: 1 } }],
    ['tags', 'data: {a: !!str on, b: !!int "3", c: !!binary YQ==, d: !mine 1}', { a: 'on', b: 3, c: 'a', d: '1' }],
    ['texts', 'data:\n  a: |\n    b\n      c\n  d: >-\n    e\n    f\n', { a: 'b\n  c\n', d: 'e f' }],
    ['names that objects inherit', 'data: {constructor: on, toString: a}', { constructor: true, toString: 'a' }],
  ])('%s', (_, rest, data) => {
    const { objects, unreadable } = readManifestText(config('a', rest), 'a.yaml');

    expect(unreadable).toEqual([]);
    expect(objects[0]?.value['data']).toEqual(data);
  });

  test('"__proto__" is a field like others', () => {
    const { objects } = readManifestText(config('a', 'data: {__proto__: {a: 1}}'), 'a.yaml');

    expect(JSON.stringify(objects[0]?.value['data'])).toBe('{"__proto__":{"a":1}}');
  });

  test('places are found behind aliases and merges', () => {
    const { objects } = readManifestText(config('a', 'x: &x\n  b: 1\ndata:\n  <<: *x\nmore: *x\n'), 'a.yaml');

    expect(objects[0]?.locate(['data', 'b'])).toEqual({ line: 6, column: 6 });
    expect(objects[0]?.locate(['more', 'b'])).toEqual({ line: 6, column: 6 });
  });
});

test('the items of a list are objects, and are found in the list', () => {
  const items = ['a', 'b'].map((name) => `- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: ${name}\n`).join('');

  const { objects, unreadable } = readManifestText(
    `apiVersion: v1\nkind: List\nitems:\n${items}- spec: {}\n`,
    'a.yaml',
  );

  expect(objects.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(objects[1]?.locate(['metadata', 'name'])).toEqual({ line: 11, column: 11 });
  expect(unreadable).toMatchObject([{ line: 12, column: 3, message: 'item 2 of the list has no "kind"' }]);
});

describe('what is wrong', () => {
  const bomb = ['x0: &a0 [1,1,1,1,1,1,1,1,1]']
    .concat(Array.from({ length: 9 }, (_, i) => `x${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`))
    .join('\n');

  test.each([
    ['a syntax error', 'data: [1\nmore: 2\n', 6, 1, 'not valid YAML'],
    ['an open quote', 'data:\n  a: "b\n', 6, 6, 'this quote is never closed'],
    ['a tab', 'data:\n\ta: b\n', 6, 1, 'not valid YAML'],
    ['a key twice', 'data:\n  a: 1\n  "a": 2\n', 7, 3, 'key "a" is written twice'],
    ['a key twice for Kubernetes', 'data:\n  yes: 1\n  on: 2\n', 7, 3, 'key "true" is written twice'],
    ['a key twice in JSON', 'data: {"a": 1, "a": 2}\n', 5, 16, 'key "a" is written twice'],
    ['a null key', 'data:\n  ~: 1\n', 6, 3, 'a key is null'],
    ['a mapping as a key', 'data:\n  {a: 1}: 1\n', 6, 3, 'a key is a list or a mapping'],
    ['an infinite number', 'data:\n  a: .inf\n', 6, 6, '".inf" is a number that JSON does not have'],
    ['a tag that is wrong', 'data:\n  a: !!int b\n', 6, 12, '"b" is not what its tag'],
    ['an alias without anchor', 'data:\n  a: *b\n', 6, 6, 'alias "*b" has no anchor'],
    ['an anchor that contains itself', 'data: &a\n  b: *a\n', 6, 6, 'anchor "&a" contains itself'],
    ['a merge of a text', 'data:\n  <<: a\n', 6, 7, '"<<" merges something that is no mapping'],
    [
      'a merge below what it merges',
      'data:\n  a: 1\n  <<: {a: 2}\n',
      7,
      3,
      '"<<" merges "a", which is written above it',
    ],
    ['an alias bomb', `${bomb}\n`, undefined, undefined, 'aliases make more than 400000 values'],
    ['deep nesting', `data: ${'['.repeat(100_000)}\n`, 5, 70, 'the nesting is deeper than 64 levels'],
    ['a control character', 'data: "a\x07"\n', 5, 9, 'character U+0007 is not allowed'],
  ])('%s', (_, rest, line, column, message) => {
    const text = `${config('good')}---\n${config('bad', rest).replace('metadata:\n  name: bad', 'metadata: {name: bad}')}`;

    const { objects, unreadable } = readManifestText(text, 'a.yaml');

    // The control character makes the whole file unreadable, for Kubernetes too.
    expect(objects.map(({ name }) => name)).toEqual(message.startsWith('character') ? [] : ['good']);
    expect(unreadable[0]?.message).toContain(message);
    if (line !== undefined) expect(unreadable[0]).toMatchObject({ file: 'a.yaml', line: line + 4, column });
  });

  test.each([
    ['no kind', 'apiVersion: v1\nmetadata: {}\n', 1, 1, 'the document has no "kind"'],
    ['no apiVersion', '# a\nkind: Pod\nspec: {}\n', 2, 1, 'the document has no "apiVersion"'],
    ['no name', 'apiVersion: v1\nkind: Pod\nmetadata:\n  labels: {}\n', 4, 3, 'the Pod has neither "metadata.name"'],
    [
      'a name that is a number',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: 1\n',
      4,
      9,
      '"metadata.name" is 1 instead of a text',
    ],
    ['text beside a marker', `--- {a: b}\n`, 1, 1, '"{a: b}" stands beside "---"'],
    ['text behind dots', `a: b\n...\nkind: Pod\n`, 3, 1, 'what follows "..." is not read by Kubernetes'],
  ])('%s', (_, text, line, column, message) => {
    const { objects, unreadable } = readManifestText(text, 'a.yaml');

    expect(objects).toEqual([]);
    expect(unreadable).toMatchObject([{ file: 'a.yaml', line, column }]);
    expect(unreadable[0]?.message).toContain(message);
  });

  test('a binary file', () => {
    const { unreadable } = readManifestText(Buffer.from([0x61, 0x0a, 0x62, 0xff, 0xfe]), 'a.yaml');

    expect(unreadable).toMatchObject([{ line: 2, column: 2, message: 'the file is not UTF-8 text' }]);
  });

  test('a file that is too large', () => {
    const { unreadable } = readManifestText(Buffer.alloc(maximumFileBytes + 1, 'a'), 'a.yaml');

    expect(unreadable[0]?.message).toBe('the file has 16777217 bytes, more than 16777216');
  });

  test('a document that is too large to be taken apart, at its first line', () => {
    const { unreadable } = readManifestText(config('a', `data: {a: >-\n  ${'a'.repeat(5_000_000)}}`), 'a.yaml');

    expect(unreadable).toMatchObject([{ line: 1, column: 1 }]);
    expect(unreadable[0]?.message).toContain('characters, more than 4194304');
  });
});

describe('what is no object', () => {
  test.each([
    ['values of a chart', 'image: a\nreplicas: 1\n'],
    ['a key twice in the file of another program', 'a: 1\na: 2\n'],
    ['a list', '- op: add\n  path: /a\n'],
    ['a text', 'hello\n'],
    ['nothing', ''],
  ])('%s is skipped silently', (_, text) => {
    expect(readManifestText(text, 'a.yaml')).toEqual({ objects: [], unreadable: [], kustomizations: [] });
  });

  test.each([
    '{{- if .Values.a }}\n',
    '{{ if .Values.a }}\n',
    'data:\n  a: {{ .Values.a }}\n',
    'data:\n  - {{ .a }}: b\n',
  ])('a template with %j is skipped with a note', (action) => {
    const read = readManifestText(config('a', action), 'a.yaml');

    expect(read).toMatchObject({ objects: [], unreadable: [] });
    expect(read.skipped).toContain('it is a template');
  });

  test('braces in texts make no template', () => {
    const { objects, skipped } = readManifestText(config('a', 'data: {a: "{{ b }}"}\n'), 'a.yaml');

    expect(objects).toHaveLength(1);
    expect(skipped).toBeUndefined();
  });

  test('kustomizations are given out on their own; those of Flux are objects', () => {
    const ofProgram = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Component\nresources: [a.yaml]\n';
    const ofFlux = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\n';

    const { objects, kustomizations } = readManifestText(`${ofProgram}---\n${ofFlux}`, 'a.yaml');

    expect(objects.map(({ kind }) => kind)).toEqual(['Kustomization']);
    expect(kustomizations[0]?.locate(['resources', 0])).toEqual({ line: 3, column: 13 });
    expect(readManifestText('resources: []\n', 'x/kustomization.yaml').kustomizations).toHaveLength(1);
  });
});

describe('quoted texts of several lines', () => {
  const data = (text: string): unknown => {
    const { objects, unreadable } = readManifestText(config('a', `data:\n${text}`), 'a.yaml');
    expect(unreadable).toEqual([]);
    return objects[0]?.value['data'];
  };

  // go-yaml looks for the quote only, and so do kubectl, kustomize and helm.
  test.each([
    ['single', `  a: 'one\n  two'\n  b: c\n`, { a: 'one two', b: 'c' }],
    ['double', `  a: "one\n  two"\n  b: c\n`, { a: 'one two', b: 'c' }],
    ['to the left of their key', `  a: 'one\ntwo\n three'\n  b: c\n`, { a: 'one two three', b: 'c' }],
    ['with an empty line', `  a: "one\n\n  two"\n`, { a: 'one\ntwo' }],
    ['with a quote in them', `  a: 'it''s\n  so'\n  b: "x\n  \\"y\\""\n`, { a: "it's so", b: 'x "y"' }],
    ['in brackets', `  { a: 'one\n  two',\n  b: "c\n" }\n`, { a: 'one two', b: 'c ' }],
    ['with the lines of Windows', `  a: 'one\r\n  two'\r\n  b: c\r\n`, { a: 'one two', b: 'c' }],
    ['with what looks like a key', `  a: 'one\n  b: two'\n`, { a: 'one b: two' }],
  ])('are read %s', (_, text, value) => {
    expect(data(text)).toEqual(value);
  });

  test('that are never closed are said to be so, and what is behind a marker is read', () => {
    const { objects, unreadable } = readManifestText(
      `${config('a', `data:\n  a: 'one\n  two\n`)}---\n${config('b')}`,
      'a.yaml',
    );

    expect(unreadable).toEqual([
      expect.objectContaining({ line: 6, column: 6, message: 'this quote is never closed' }),
    ]);
    expect(objects.map(({ name }) => name)).toEqual(['b']);
  });
});

describe('files of other programs', () => {
  const read = (text: string) => readManifestText(text, 'a.yaml');

  test.each([
    ['the index of a chart repository', 'apiVersion: v1\nentries: {}\ngenerated: "2026-01-01T00:00:00Z"\n'],
    ['data sources of Grafana', 'apiVersion: 1\ndatasources: [{ name: Loki, type: loki }]\n'],
    ['a pipeline of CI', 'kind: pipeline\ntype: docker\nname: default\nsteps: []\n'],
    ['a chart', 'apiVersion: v2\nname: web\nversion: 1.0.0\n'],
  ])('%s is left alone', (_, text) => {
    expect(read(text)).toMatchObject({ objects: [], unreadable: [] });
  });

  test.each([
    ['kind', 'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\nnodes: [{ role: control-plane }]\n'],
    ['istioctl', 'apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec: { profile: ambient }\n'],
    ['skaffold', 'apiVersion: skaffold/v4beta11\nkind: Config\nbuild: {}\n'],
    ['kubectl', 'apiVersion: v1\nkind: Config\nclusters: []\ncontexts: []\n'],
    ['kubeadm', 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n'],
    ['the kubelet', 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n'],
    ['the report of a test', 'apiVersion: gateway.networking.k8s.io/v1\nkind: ConformanceReport\nprofiles: []\n'],
  ])('the configuration of %s is skipped, with the reason', (_, text) => {
    expect(read(text)).toMatchObject({
      objects: [],
      unreadable: [],
      skipped: expect.stringMatching(/^it is for a program: \w+ of \S+ has no metadata$/),
    });
  });

  test.each([
    ['an object without its kind', 'apiVersion: v1\nmetadata: { name: a }\ndata: {}\n', 'the document has no "kind"'],
    ['one without its version', 'kind: ConfigMap\nmetadata: { name: a }\n', 'the document has no "apiVersion"'],
    [
      'one of the cluster without a name',
      'apiVersion: apps/v1\nkind: Deployment\nspec: {}\n',
      'the Deployment has neither "metadata.name" nor "metadata.generateName"',
    ],
    [
      'one of a CRD that has metadata without a name',
      'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { namespace: a }\n',
      'the Certificate has neither "metadata.name" nor "metadata.generateName"',
    ],
  ])('%s is still said to be wrong', (_, text, message) => {
    expect(read(text).unreadable).toEqual([expect.objectContaining({ message })]);
  });
});

describe('encrypted files', () => {
  test.each([
    [
      'SOPS, all of it',
      'apiVersion: ENC[AES256_GCM,data:aa==,type:str]\nkind: ENC[AES256_GCM,data:aa==,type:str]\nmetadata: { name: "ENC[AES256_GCM,data:aa==,type:str]" }\nsops: { mac: "x", version: 3.9.0 }\n',
      /^SOPS/,
    ],
    ['git-crypt', Buffer.from('\0GITCRYPT\0\xff\xfe\x00', 'latin1'), /^git-crypt/],
  ])('by %s, are skipped, with the reason', (_, content, skipped) => {
    expect(readManifestText(content, 'a.yaml')).toMatchObject({
      objects: [],
      unreadable: [],
      skipped: expect.stringMatching(skipped),
    });
  });
});
