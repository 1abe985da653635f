import { join, resolve } from 'node:path';

import { outputTo } from './cli/output-to';
import { reportError } from './cli/report-error';
import { uninterrupted } from './cli/uninterrupted';
import { withRenderTools } from './cli/with-render-tools';
import { synthesize } from './render/synthesize';

// What `npx cdk8s synth` runs. The cdk8s CLI empties its output folder and names it in CDK8S_OUTDIR; the tree in there is
// written by our own writer, because cdk8s' one loses objects of equal names in two namespaces.
const { SLIPWAY_CATALOG, CDK8S_OUTDIR, HOME = '' } = process.env;
const catalog = resolve(SLIPWAY_CATALOG ?? 'catalog');

const machine = {
  variables: process.env,
  platform: process.platform,
  homeDirectory: HOME,
  packageRoot: join(__dirname, '..'),
};

try {
  withRenderTools(catalog, machine, (tools) =>
    synthesize({ catalog, out: resolve(CDK8S_OUTDIR ?? join('.', 'dist')), tools, uninterrupted }),
  );
} catch (error) {
  const stderr = outputTo(process.stderr, process.env, () => undefined);
  process.exitCode = reportError(
    error,
    { catalog, outcome: '; nothing was written' },
    { stderr, variables: process.env },
  );
}
