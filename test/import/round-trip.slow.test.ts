import { join } from 'node:path';

import * as fc from 'fast-check';

import { importTree } from '../../src/cli/commands/import';
import type { Context } from '../../src/cli/context';
import { coloursFor } from '../../src/cli/colours';
import { synthesize } from '../../src/render/synthesize';
import { arbitraryCatalog, writeCatalog, type CatalogFiles } from '../helpers/arbitrary-catalog';
import { packageRoot } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';

interface Report {
  readonly counts: Readonly<Record<'objects' | 'equal' | 'hardened' | 'otherwise' | 'notImported', number>>;
  readonly unsaid: readonly { readonly object: string; readonly field: string; readonly environment: string }[];
  readonly notes: readonly { readonly kind: string; readonly text: string }[];
}

/** Renders a catalog, and imports what was rendered. */
function roundTrip(catalog: string, folder: string): Report {
  const out = join(folder, 'tree');
  synthesize({ catalog, out });
  const printed: string[] = [];
  importTree(
    {
      folder: out,
      out: join(folder, 'imported'),
      environments: [],
      release: undefined,
      keptChart: undefined,
      team: undefined,
      repository: undefined,
      isJson: true,
      adoptsAll: true,
      keepsPlainSecrets: false,
    },
    contextIn(folder, printed),
  );
  return JSON.parse(printed.join(''));
}

function contextIn(workingDirectory: string, printed: string[]): Context {
  const output = {
    write: (text: string) => {
      printed.push(text);
    },
    isTerminal: false,
    colours: coloursFor(false),
  };
  return {
    workingDirectory,
    variables: {},
    platform: process.platform,
    homeDirectory: workingDirectory,
    packageRoot,
    version: '0.0.0',
    programFile: __filename,
    stdout: output,
    stderr: output,
    clock: () => new Date(0),
    now: () => 0,
    uninterrupted: (work) => work(),
  };
}

/** What is rendered of files that no manifest can say: notifications, projects, systems, waves, tickets. */
const isOfArgo = ({ object }: Report['unsaid'][number]): boolean =>
  /^(?:Application|ApplicationSet|AppProject) /.test(object);

/** Kyverno's policies choose a namespace by it, and their names, which an environment has to say, are in no namespace. */
const isOfPolicies = ({ field }: Report['unsaid'][number]): boolean => field === 'metadata.labels.image-signatures';

test('the shipped catalog comes back from its own tree: every object but those of Argo CD is equal', () => {
  const report = roundTrip(join(packageRoot, 'catalog'), temporaryFolder());

  expect(report.unsaid.filter((one) => !isOfArgo(one))).toEqual([]);
  expect(report.counts.equal).toBeGreaterThan(450);
  expect(report.notes.filter(({ kind }) => kind === 'fill')).toEqual([]);
});

test('any catalog comes back from its own tree, but for what Argo CD gets and the settings of the platform', () => {
  const folder = temporaryFolder();
  let run = 0;
  fc.assert(
    fc.property(arbitraryCatalog().filter(hasPlacements).map(withUsualPlatform), (files) => {
      const own = join(folder, String(run++));
      writeCatalog(join(own, 'catalog'), files);

      const { counts, unsaid } = roundTrip(join(own, 'catalog'), own);

      const { objects, equal, hardened, otherwise, notImported } = counts;
      expect(equal + hardened + otherwise + notImported).toBe(objects);
      expect(unsaid.filter((one) => !isOfArgo(one) && !isOfPolicies(one))).toEqual([]);
    }),
    // Shrinking renders hundreds of catalogs; what remains says enough.
    { numRuns: 4, endOnFailure: true },
  );
}, 300_000);

/** A catalog without a placement renders nothing to import. */
function hasPlacements(files: CatalogFiles): boolean {
  return Object.keys(files).some((file) => /^services\/[^/]+\/(?!service\.yaml$)/.test(file));
}

/**
 * Where Prometheus, the collector of traces and the networks of the cluster are stands in many objects, and in none as such.
 * Without a collector nothing sends traces. What is tolerated stands inside expressions of alerts, which the import does not read.
 * Networks of load balancers, and the namespace of the proxies of a Gateway that is elsewhere, are those of an environment, and stand in
 * policies alone.
 */
function withUsualPlatform(files: CatalogFiles): CatalogFiles {
  const { monitoring: _, clusterNetworks: __, ...platform } = files['platform.yaml'] ?? {};
  return JSON.parse(JSON.stringify({ ...files, 'platform.yaml': platform }), (key, value: unknown) =>
    ['tracing', 'maxErrorShare', 'maxLatency', 'proxyNetworks', 'proxyNamespace'].includes(key) ? undefined : value,
  );
}
