import type { ManifestObject } from '../manifests/manifest';
import { categories, categoryOfField, categoryOfKind, type Category } from './category';
import { afterOf, beforeOf, fieldsOf, isShapeBelow, shapeOf, type ObjectChange } from './change';
import { riskLevels, type AssessedField, type Consequence, type Maker, type Surroundings } from './consequence';
import { makersIn } from './makers';
import { idKey, idOf } from './object-diff';
import { forecasts } from './forecasts';
import { podTemplateOf } from './workload';

/** What a change means in one respect: an image and a Secret that change in one object are two. */
export interface Risk {
  readonly category: Category;
  readonly change: ObjectChange;
  /** Fields of this category. */
  readonly fields: readonly AssessedField[];
  /** The worst first. */
  readonly consequences: readonly Consequence[];
}

/** What is known around the changes, besides what they say themselves. */
export interface Knowledge extends Omit<Surroundings, 'isRestarting' | 'makerOf'> {
  readonly environmentOf: (file: string) => string;
}

/** Says of each change what it is about and what it will do. */
export function assess(changes: readonly ObjectChange[], { environmentOf, ...known }: Knowledge): readonly Risk[] {
  const restarting = new Set(changes.filter(changesPods).map(({ id }) => idKey(id)));
  const isRestarting = (workload: ManifestObject): boolean =>
    restarting.has(idKey(idOf(workload, environmentOf(workload.file))));
  const makers = makersIn(changes, environmentOf);
  const makerOf = (name: string, file: string): Maker | undefined => makers.get(`${environmentOf(file)}\n${name}`);
  return changes.flatMap((change) => risksOf(change, { ...known, isRestarting, makerOf }));
}

function risksOf(change: ObjectChange, surroundings: Surroundings): readonly Risk[] {
  const object = afterOf(change) ?? beforeOf(change);
  if (object === undefined) return [];
  const fields = fieldsOf(change).map((field): AssessedField => {
    const shape = shapeOf(field.path);
    return { ...field, shape, category: categoryOfField(object, shape, [field.before, field.after]) };
  });
  const found = forecasts.flatMap((rule) => rule({ change, fields, object, surroundings }));
  // Of what is refused nothing else happens. Who loses access to pods that go as well does not matter.
  const isRefused = found.some(({ severity }) => severity === 'refused');
  const isGone = change.change === 'removed' && surroundings.neighbours(object).length === 0;
  const consequences = found.filter(({ severity, category }) =>
    isRefused ? severity === 'refused' : !isGone || category === 'deletion',
  );
  return categoriesOf(change, object, fields, consequences).map((category) => ({
    category,
    change,
    fields: inOrder(fields.filter((field) => field.category === category)),
    consequences: consequences
      .filter((one) => one.category === category || change.change !== 'changed')
      .sort((a, b) => riskLevels.indexOf(a.severity) - riskLevels.indexOf(b.severity)),
  }));
}

/** Labels and annotations follow what they are about: the version label comes after the image. */
function inOrder(fields: readonly AssessedField[]): readonly AssessedField[] {
  const isMetadata = ({ shape }: AssessedField): boolean => /(?:^|\.)metadata\./.test(shape);
  return [...fields.filter((field) => !isMetadata(field)), ...fields.filter(isMetadata)];
}

function categoriesOf(
  change: ObjectChange,
  object: ManifestObject,
  fields: readonly AssessedField[],
  consequences: readonly Consequence[],
): readonly Category[] {
  if (change.change === 'removed') return ['deletion'];
  if (change.change === 'added') return [categoryOfKind(object)];
  return categories.filter((category) => [...fields, ...consequences].some((one) => one.category === category));
}

function changesPods(change: ObjectChange): boolean {
  const object = afterOf(change);
  const template = object === undefined ? undefined : podTemplateOf(object);
  if (template === undefined || object?.kind === 'CronJob') return false;
  return fieldsOf(change).some(({ path }) => isShapeBelow(shapeOf(path), template.shape));
}
