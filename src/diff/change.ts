import type { ManifestObject } from '../manifests/manifest';

/** An element of a list that is found by its keys: `{ name: 'web' }`. */
export interface ElementStep {
  readonly keys: Readonly<Record<string, unknown>>;
}

/** An element of a list that is found by its place, 0-based; absent on the side that does not have it. */
export interface PositionStep {
  readonly before?: number;
  readonly after?: number;
}

/** One step down into an object: a key of a mapping, or an element of a list. */
export type Step = string | ElementStep | PositionStep;

export type FieldPath = readonly Step[];

/** A value that is another one. `undefined` is no value. */
export interface FieldChange {
  readonly path: FieldPath;
  readonly before: unknown;
  readonly after: unknown;
  /** The elements of the list at `path` are the same, in another order: `before` and `after` are their keys. */
  readonly isOrder?: boolean;
}

/** What an object is called, without the version of its kind. */
export interface ObjectId {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  /** Environment it belongs to: two clusters may hold objects of one name. Empty when nobody knows. */
  readonly environment: string;
}

/** What happens to an object. */
export type ObjectChange = { readonly id: ObjectId } & (
  | { readonly change: 'added'; readonly after: ManifestObject }
  | { readonly change: 'removed'; readonly before: ManifestObject }
  | {
      readonly change: 'changed';
      readonly before: ManifestObject;
      readonly after: ManifestObject;
      readonly fields: readonly FieldChange[];
    }
);

/** The fields that differ; none for an object that comes or goes as a whole. */
export function fieldsOf(change: ObjectChange): readonly FieldChange[] {
  return change.change === 'changed' ? change.fields : [];
}

/** The object before the change; undefined when there was none. */
export function beforeOf(change: ObjectChange): ManifestObject | undefined {
  return change.change === 'added' ? undefined : change.before;
}

/** The object after the change; undefined when there is none. */
export function afterOf(change: ObjectChange): ManifestObject | undefined {
  return change.change === 'removed' ? undefined : change.after;
}

/** The keys of a path with `[]` for an element of a list: `spec.ports[].port`. What rules are written in. */
export function shapeOf(path: FieldPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step !== 'string') return `${text}[]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** Whether a path is the one that a rule names, or below it. */
export function isShapeBelow(shape: string, root: string): boolean {
  return shape === root || shape.startsWith(`${root}.`) || shape.startsWith(`${root}[]`);
}
