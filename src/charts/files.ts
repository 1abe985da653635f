import type { Chart } from 'cdk8s';

import { ConfigMap } from '../constructs/config-map';
import type { Identity } from '../constructs/identity';
import type { Placement } from '../model/placement';
import { objectNames } from './object-names';

/** Adds the ConfigMap of the files that lie beside a service. */
export function addFiles(chart: Chart, identity: Identity, { service, files }: Placement): void {
  const contents = Object.entries(files.contents);
  if (contents.length === 0) return;
  const texts = contents.flatMap(([name, file]) => ('text' in file ? [[name, file.text]] : []));
  const others = contents.flatMap(([name, file]) => ('base64' in file ? [[name, file.base64]] : []));
  new ConfigMap(chart, 'files', {
    ...identity,
    name: objectNames(service).files,
    ...(texts.length === 0 ? {} : { data: Object.fromEntries(texts) }),
    ...(others.length === 0 ? {} : { binaryData: Object.fromEntries(others) }),
  });
}
