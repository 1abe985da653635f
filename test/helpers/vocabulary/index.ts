import { containers } from './containers';
import type { VocabularyExample } from './example';
import { everywhere } from './everywhere';
import { exposure } from './exposure';
import { jobs } from './jobs';
import { peers } from './peers';
import { pods } from './pods';
import { security } from './security';
import { variables } from './variables';
import { volumes } from './volumes';
import { waysOut } from './ways-out';
import { workersAndProbes } from './workers-and-probes';

/** What a catalog can say, by group: rendered and checked, and given to a real API server in the cluster suite. */
export const vocabulary: Readonly<Record<string, readonly VocabularyExample[]>> = {
  'workers and probes': workersAndProbes,
  security,
  pods,
  peers,
  containers,
  jobs,
  volumes,
  variables,
  everywhere,
  exposure,
  'ways out': waysOut,
};
