import * as z from 'zod';

import { readDocument } from '../manifests/read-document';
import { splitDocuments } from '../manifests/split-documents';
import { isMapping, valueAt } from '../manifests/value-at';
import { isData } from '../model/layered-data';
import type { LayeredData } from '../model/layered-data';
import type { PlacedSoftware } from '../model/placed-software';
import { schemaProblems } from '../problems/schema-problems';
import { SoftwareFaults } from './software-fault';
import type { SoftwareFault } from './software-fault';
import type { SoftwareFiles } from './unpack';

/** The values that Helm is given: what the layers say, and the release where the chart wants it. */
export function chartValuesOf({ values, chart, release }: PlacedSoftware): LayeredData {
  const withVersion =
    chart?.versionAt === undefined ? values : withValue(values, chart.versionAt.split('.'), release.version);
  if (chart?.digestAt === undefined || release.digest === undefined) return withVersion;
  return withValue(withVersion, chart.digestAt.split('.'), release.digest);
}

function withValue(values: LayeredData, [key = '', ...rest]: readonly string[], value: string): LayeredData {
  const below = values[key];
  return { ...values, [key]: rest.length === 0 ? value : withValue(isData(below) ? below : {}, rest, value) };
}

/**
 * Holds values against the schema of a chart, as Helm does it, and says where what is wrong is written. What is wrong with the
 * chart's own values, and with those of charts that it depends on, Helm says itself.
 *
 * @throws SoftwareFaults with everything that is wrong with what the catalog says
 */
export function checkValues(files: SoftwareFiles, software: PlacedSoftware): void {
  const text = files.get('values.schema.json');
  const schema = text === undefined ? undefined : schemaIn(text.toString('utf8'));
  if (schema === undefined) return;
  const values = over(mappingIn(files.get('values.yaml')), chartValuesOf(software));
  const faults = schemaProblems(schema, values).flatMap((problem): readonly SoftwareFault[] => {
    const { path, message, hint = 'look at values.schema.json of the chart' } = problem;
    const place = software.saidIn.find((one) => valueAt(one.values, path) !== undefined);
    return place === undefined ? [] : [{ document: place.document, path: ['values', ...path], message, hint }];
  });
  if (faults.length > 0) throw new SoftwareFaults(faults);
}

/** Whether a schema of a chart, or of one that it depends on, refers to another one by its address: Helm would load it. */
export function refersElsewhere(files: SoftwareFiles): boolean {
  return [...files].some(
    ([path, content]) =>
      /(?:^|\/)values\.schema\.json$/.test(path) && /"\$ref"\s*:\s*"[a-z]+:/i.test(content.toString('utf8')),
  );
}

/** What is no schema that can be read is left to Helm. */
function schemaIn(text: string): z.ZodType | undefined {
  try {
    return z.fromJSONSchema(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The first document of a file, if it is a mapping. */
export function mappingIn(content: Buffer | undefined): LayeredData {
  const [piece] = content === undefined ? [] : splitDocuments(content.toString('utf8'));
  const value = piece === undefined ? undefined : readDocument(piece).value;
  return isMapping(value) ? value : {};
}

/** Helm lays values over those of the chart, and `null` takes one away. */
function over(below: LayeredData, values: LayeredData): LayeredData {
  const result: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(values)) {
    if (value === null) delete result[key];
    else {
      const under = below[key];
      result[key] = isData(value) && isData(under) ? over(under, value) : value;
    }
  }
  return result;
}
