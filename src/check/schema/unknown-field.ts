import { didYouMean, nearest } from '../../model/nearest';
import type { Schema } from '../../manifest-schemas/schema';
import type { Field, Walk } from './field';

/** How far below a mapping a field is looked for that stands in the wrong place. */
const deepest = 3;

/** Says that a mapping has a field which its schema does not have. Of a partial schema that is worth no more than a note. */
export function unknownField(mapping: Field, name: string, schema: Schema, { title, isPartial }: Walk): void {
  const place = mapping.parent === undefined ? '' : `${mapping.where} of `;
  mapping.reports.push({
    rule: 'unknown-field',
    path: [...mapping.path, name],
    message: `unknown field "${name}" in ${place}${title}`,
    hint: isPartial ? 'Slipway knows some of the fields of this kind, and this is none of them' : hintFor(name, schema),
    ...(isPartial && { severity: 'info' }),
  });
}

function hintFor(name: string, schema: Schema): string {
  const names = Object.keys(schema.properties ?? {});
  if (names.length === 0) return 'no field is allowed there';
  if (nearest(name, names) !== undefined) return didYouMean(name, names);
  const elsewhere = placeBelow(name, schema, deepest);
  return elsewhere === undefined ? didYouMean(name, names) : `did you mean "${elsewhere}"? check the indentation`;
}

/** `template.spec.containers[].image`: the nearest place below that has the field. */
function placeBelow(name: string, schema: Schema, depth: number): string | undefined {
  let level = [{ path: '', schema }];
  for (let step = 0; step < depth; step++) {
    level = level.flatMap(({ path, schema: parent }) =>
      Object.entries(parent.properties ?? {}).map(([key, child]) =>
        child.items === undefined
          ? { path: `${path}${key}.`, schema: child }
          : { path: `${path}${key}[].`, schema: child.items },
      ),
    );
    const found = level.find(({ path, schema: child }) => path !== 'status.' && child.properties?.[name] !== undefined);
    if (found !== undefined) return `${found.path}${name}`;
  }
  return undefined;
}
