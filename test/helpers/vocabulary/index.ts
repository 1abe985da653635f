import { containers } from './containers';
import type { VocabularyExample } from './example';
import { everywhere } from './everywhere';
import { exposure } from './exposure';
import { jobs } from './jobs';
import { pods } from './pods';
import { security } from './security';
import { variables } from './variables';
import { volumes } from './volumes';
import { workersAndProbes } from './workers-and-probes';

/** What a catalog can say, by group: rendered and checked, and given to a real API server in the cluster suite. */
export const vocabulary: Readonly<Record<string, readonly VocabularyExample[]>> = {
  'workers and probes': workersAndProbes,
  security,
  pods,
  containers,
  jobs,
  volumes,
  variables,
  everywhere,
  exposure,
};
