import { shapeOf, type ObjectChange } from '../../src/diff/change';
import { diffObjects } from '../../src/diff/object-diff';
import { assess, type Knowledge, type Risk } from '../../src/diff/risk';
import { readShippedSchemas } from '../../src/manifest-schemas/shipped-schemas';
import type { ManifestObject } from '../../src/manifests/manifest';
import { readManifestText } from '../../src/manifests/read-text';
import { packageRoot } from '../helpers/run-slipway';

/** The kinds of the newest Kubernetes, and the custom resources that Slipway knows. */
export const schemas = readShippedSchemas(packageRoot, '1.36');

/** What is known when a test says nothing: one cluster, nobody syncs, no neighbours. */
export const nothingKnown: Knowledge = {
  environmentOf: () => '',
  neighbours: () => [],
  syncOf: () => undefined,
};

/** Reads objects as they stand in a test. */
export function objectsIn(text: string): readonly ManifestObject[] {
  return readManifestText(text, 'services/web/overlays/dev/objects.yaml').objects;
}

/** Compares two texts. */
export function changesBetween(before: string, after: string): readonly ObjectChange[] {
  return diffObjects(objectsIn(before), objectsIn(after), { schemasOf: () => schemas });
}

/** Compares two texts and says what the changes mean. Neighbours are all objects of the second text. */
export function risksBetween(before: string, after: string, known: Partial<Knowledge> = {}): readonly Risk[] {
  const neighbours = (): readonly ManifestObject[] => objectsIn(after);
  return assess(changesBetween(before, after), { ...nothingKnown, neighbours, ...known });
}

/** Shapes of the fields that differ. */
export function shapesBetween(before: string, after: string): readonly string[] {
  return changesBetween(before, after).flatMap((change) =>
    change.change === 'changed' ? change.fields.map(({ path }) => shapeOf(path)) : [change.change],
  );
}

/** A Deployment called "web"; its pieces are YAML in flow style. */
export function aDeployment({
  replicas = '2',
  selector = '{ matchLabels: { app: web } }',
  strategy = '{ type: RollingUpdate }',
  container = '{ name: web, image: "web:v1" }',
  pod = '',
} = {}): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: dev }
spec:
  replicas: ${replicas}
  selector: ${selector}
  strategy: ${strategy}
  template:
    metadata: { labels: { app: web } }
    spec: { ${pod}containers: [${container}] }
`;
}
