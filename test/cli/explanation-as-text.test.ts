import { join } from 'node:path';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { coloursFor } from '../../src/cli/colours';
import { explanationAsText } from '../../src/cli/explanation-as-text';
import { SourcePlaces } from '../../src/cli/source-places';
import { explain } from '../../src/model/explain';
import { explainGates } from '../../src/model/explain-gates';
import { aCatalogFolder, environmentYaml, overlayYaml } from '../helpers/a-catalog';

/** What a person sees of the service "web" in "dev". */
function shown(overlay: string, columns: number | undefined): readonly string[] {
  const folder = aCatalogFolder({
    'environments/dev.yaml': `${environmentYaml}defaults:\n  monitoring: { alerts: true }\n`,
    'services/web/dev.yaml': `${overlayYaml}${overlay}`,
  });
  const { catalog, resolved } = loadCatalog(folderSource(folder));
  const one = resolved.find(({ environment }) => environment === 'dev');
  if (one === undefined) throw new Error('not deployed');
  const output = { write: () => undefined, isTerminal: columns !== undefined, columns, colours: coloursFor(false) };
  const explanation = { ...explain(catalog, resolved, one), gates: explainGates(catalog, one) };
  const text = explanationAsText(explanation, new SourcePlaces(join(folder)), output);
  return text.split('\n');
}

test('on a narrow terminal files are shortened, but an environment stays told apart from an overlay', () => {
  const lines = shown('scale: { owner: fixed, replicas: 7 }\n', 60);

  expect(lines.filter((line) => line.length > 60)).toEqual([]);
  expect(lines.join('\n')).toMatch(/replicas: 7\n +…\/.*dev\.yaml:2 {2}\(default 2\)\n/);
  expect(lines.join('\n')).toMatch(/…\/environments\/dev\.yaml:15/);
});

test('in a pipe nothing is shortened', () => {
  const lines = shown('scale: { owner: fixed, replicas: 7 }\n', undefined);

  expect(lines.find((line) => line.includes('replicas:'))).toMatch(
    / catalog\/services\/web\/dev\.yaml:2 {2}\(default 2\)$/,
  );
});

test('keys that hold one thing only share a line, and a list of mappings has a line for each', () => {
  const steps = '[{ setWeight: 20 }, { pause: { duration: 5m } }]';

  const lines = shown(`rollout: { strategy: canary, steps: ${steps} }\n`, undefined);

  expect(lines).toContainEqual(expect.stringMatching(/^ {2}disruption\.maxUnavailable: 1 +default$/));
  expect(lines).toContain('      - { setWeight: 20 }');
  expect(lines).toContain('      - { pause: { duration: 5m } }');
});

test('control characters of a value do not reach the terminal', () => {
  const text = shown('env: { GREETING: "a\\e[31mb" }\n', undefined).join('\n');

  expect(text).not.toContain('\u001b');
  expect(text).toContain('GREETING: "a\\u001b[31mb"');
});
