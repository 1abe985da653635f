import { networkAndPods } from './network-and-pods';
import { reachAndScale } from './reach-and-scale';
import type { NewcomerRow } from './row';
import { whoAndWhat } from './who-and-what';

/**
 * What somebody who had never seen a catalog could not say of systems of their own, row by row of their table: each with the smallest
 * input, what comes of it, and applied to a real API server in the cluster suite.
 */
export const newcomerRows: readonly NewcomerRow[] = [...whoAndWhat, ...networkAndPods, ...reachAndScale];
