/**
 * Whether a text of an object is documentation: a description in the schema of a custom resource explains fields line by line
 * (`Pass: the packet goes on`), which reads like values. Values there are in other keys.
 */
export function isDocumentation(path: readonly (string | number)[]): boolean {
  return path.at(-1) === 'description' && path.includes('openAPIV3Schema');
}
