import { join } from 'node:path';

import { runRules } from '../../src/check/run-rules';
import { schemaRules } from '../../src/check/schema';
import { readShippedLifecycles, readShippedSchemas } from '../../src/manifest-schemas/shipped-schemas';
import { readManifestText } from '../../src/manifests/read-text';

const packageRoot = join(__dirname, '..', '..');
const settings = {
  kubernetesVersion: '1.36',
  schemas: readShippedSchemas(packageRoot, '1.36'),
  lifecycles: readShippedLifecycles(packageRoot),
};

function hintsIn(text: string): readonly (string | undefined)[] {
  const checked = readManifestText(text, 'a.yaml');
  expect(checked.unreadable).toEqual([]);
  return runRules(checked, { rules: schemaRules, settings })
    .filter(({ rule }) => rule === 'wrong-type')
    .map(({ hint }) => hint);
}

const configMap = (data: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: b }\n${data}`;

test.each(['no', 'on', 'Yes', 'off', 'y', '0644', '1_000', '1.10', '010', '0x1F', '0o17', '0b11', '1e3', '.5', '+1'])(
  'who has to quote %s is told to quote just that',
  (written) => {
    expect(hintsIn(configMap(`data:\n  A: ${written}\n`))).toEqual([`quote it: "${written}"`]);
    expect(hintsIn(configMap(`data: { A: ${written} } # as people write it\n`))).toEqual([`quote it: "${written}"`]);
  },
);

test.each(['12:30:45', '2024-01-01', '~', '"no"', "'0644'", '0o9', '1.2.3'])('nobody has to quote %s', (written) => {
  expect(hintsIn(configMap(`data:\n  A: ${written}\n`))).toEqual([]);
});

test('what was written is shown from lists, behind an alias and a comment, in a later document and in a list of objects', () => {
  const pod = `apiVersion: v1
kind: Pod
metadata: { name: a, namespace: b }
spec:
  containers:
    - name: a
      image: a/b:v1
      args:
        - &mode 0644 # read by everybody
        - *mode
`;
  const list = `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: { name: a, namespace: b }\n  data: { A: 1.10 }\n`;

  expect(hintsIn(`${configMap('data: {}\n')}---\n${pod}---\n${list}`)).toEqual([
    'quote it: "0644"',
    'quote it: "0644"',
    'quote it: "1.10"',
  ]);
});

test('in JSON, where words are no text, the number is shown', () => {
  expect(
    hintsIn('{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"b"},"data":{"A":1.50}}'),
  ).toEqual(['quote it: "1.50"']);
});
