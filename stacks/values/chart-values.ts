import type { ChartName } from '../versions';
import type { ArgoCdValues } from './argo-cd';

/**
 * The values of each chart that Slipway sets, with the types that the chart wants. Charts ignore a key that they do not
 * know, so a misspelt one must not compile.
 */
export interface ChartValues extends Record<ChartName, object> {
  readonly 'argo-cd': ArgoCdValues;
}
