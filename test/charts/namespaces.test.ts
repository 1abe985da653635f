import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { synthesize } from '../../src/render/synthesize';
import { aCatalogFolder, environmentYaml } from '../helpers/a-catalog';
import { temporaryFolder } from '../helpers/temporary-folder';

/** Labels of the namespace of an environment, as it is rendered. */
function labelsWith(setting: string): Readonly<Record<string, string>> {
  const out = temporaryFolder();
  synthesize({ catalog: aCatalogFolder({ 'environments/dev.yaml': `${environmentYaml}${setting}` }), out });
  return parse(readFileSync(join(out, 'argocd/dev/baseline/dev/namespace.yaml'), 'utf8')).metadata.labels;
}

test.each([
  ['', undefined, undefined],
  ['imageSignatures: unchecked\n', undefined, undefined],
  ['imageSignatures: required\n', 'true', undefined],
  ['imageSignatures: { verifiedBy: sigstore, policies: [signed-by-ci] }\n', 'true', undefined],
  ['imageSignatures: { verifiedBy: kyverno, policies: [signed-by-ci] }\n', undefined, 'required'],
])('a namespace is chosen by whoever verifies its images, and by nobody else: %j', (setting, sigstore, kyverno) => {
  const labels = labelsWith(setting);

  expect(labels['policy.sigstore.dev/include']).toBe(sigstore);
  expect(labels['image-signatures']).toBe(kyverno);
});
