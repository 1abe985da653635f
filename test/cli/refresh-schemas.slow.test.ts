import { appendFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { runHere } from '../helpers/run-in-process';
import { temporaryFolder } from '../helpers/temporary-folder';

/** Extensions of these names, which do nothing. */
function codeOf(...names: readonly string[]): string {
  const entries = names.map(
    (name) => `${name}: { schema: z.strictObject({ word: z.string() }), extend: ({ objects }) => objects }`,
  );
  return `module.exports = ({ z }) => ({ ${entries.join(', ')} });\n`;
}

/** A repository as `slipway init` makes it, with extensions. */
async function aRepository(code: string) {
  const workingDirectory = temporaryFolder();
  await runHere(['init', '.'], { workingDirectory });
  const extensions = join(workingDirectory, 'slipway.extensions.js');
  const schema = join(workingDirectory, 'catalog/.schemas/service.schema.json');
  writeFileSync(extensions, code);
  return {
    extensions,
    schema,
    shipped: readFileSync(schema, 'utf8'),
    slipway: async (...words: readonly string[]) => await runHere(words, { workingDirectory }),
    use: (name: string): void => {
      const services = join(workingDirectory, 'catalog/services');
      const [service = ''] = readdirSync(services);
      appendFileSync(join(services, service, 'service.yaml'), `extensions: { ${name}: { word: hi } }\n`);
    },
    /** Names that editors complete. */
    completed: (): readonly string[] => namesIn(readFileSync(schema, 'utf8')),
  };
}

function namesIn(text: string): readonly string[] {
  // A schema that this program has written.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const schema = JSON.parse(text) as { properties: { extensions: { properties?: object } } };
  return Object.keys(schema.properties.extensions.properties ?? {});
}

test('synth keeps what editors know of extensions, and tells them of others when their code changes', async () => {
  const { slipway, extensions, schema, shipped, completed } = await aRepository(codeOf('early'));
  await slipway('extensions');
  const extended = readFileSync(schema, 'utf8');
  expect(completed()).toEqual(['early']);

  expect((await slipway('synth')).stdout).not.toContain('refreshed');
  expect(readFileSync(schema, 'utf8')).toBe(extended);

  // A schema of another version of Slipway gets what this one says, and keeps the extensions.
  writeFileSync(schema, extended.replace('"type": "object"', '"type": "object", "title": "another version"'));
  expect((await slipway('synth')).stdout).toContain('1 JSON Schema of the catalog refreshed');
  expect(readFileSync(schema, 'utf8')).toBe(extended);

  rmSync(extensions);
  expect((await slipway('synth')).stdout).toContain('2 JSON Schemas of the catalog refreshed');
  expect(readFileSync(schema, 'utf8')).toBe(shipped);
});

test('synth tells editors of extensions that nobody has told them of', async () => {
  const { slipway, extensions, completed, use } = await aRepository(codeOf('early'));

  await slipway('synth');
  expect(completed()).toEqual(['early']);

  use('late');
  writeFileSync(extensions, codeOf('early', 'late'));
  expect(await slipway('synth')).toMatchObject({ exitCode: 0 });
  expect(completed()).toEqual(['early', 'late']);
});

test('code that nothing needs and that cannot be loaded is said, and the tree is written', async () => {
  const { slipway } = await aRepository('throw new Error("not yet");\n');

  const { exitCode, stdout } = await slipway('synth');

  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /the JSON Schemas of the catalog stay as they are: the extensions in ".*" cannot be loaded: not yet/,
  );
});
