import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { place } from '../../src/model/place';
import type { Baseline, Placement } from '../../src/model/placement';
import { aCatalogFolder } from './a-catalog';

/** Places the small valid catalog with other files. */
export function placesOf(files: Parameters<typeof aCatalogFolder>[0] = {}): {
  readonly placement: (service: string, environment: string) => Placement;
  readonly baseline: (environment: string) => Baseline;
} {
  const { catalog } = loadCatalog(folderSource(aCatalogFolder(files)));
  const { placements, baselines } = place(catalog);
  return {
    placement: (service, environment) =>
      found(placements.find((one) => one.service === service && one.environment === environment)),
    baseline: (environment) => found(baselines.find((one) => one.environment === environment)),
  };
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the catalog of the test does not have it');
  return value;
}
