import * as z from 'zod';

import { didYouMean } from '../model/nearest';
import { parsed } from '../problems/parsed';
import type { Parsed } from '../problems/parsed';
import type { DocumentProblem, Written } from '../problems/schema-problems';
import type { Rule } from './rule';

const RuleId = z.string().regex(/^[a-z]+(?:-[a-z0-9]+)*$/, 'must be the id of a rule');
const Glob = z.string().min(1, 'must not be empty');
const File = z.string().min(1, 'must name a file');

/** How much the findings of a rule matter to a team, by its id. */
const Severities = z
  .record(RuleId, z.enum(['error', 'warning', 'info', 'off']))
  .describe('How much the findings of a rule matter; "off" leaves it out. "slipway rules" lists them.');

/** Findings that are right where they are, and why. */
const Exception = z
  .strictObject({
    rule: RuleId.describe('Id of the rule.'),
    objects: z
      .array(Glob)
      .min(1, 'must name at least one object')
      .optional()
      .describe('Kind/namespace/name, or Kind/name of what has no namespace: "Deployment/dev/*", "**/web".'),
    files: z
      .array(Glob)
      .min(1, 'must name at least one file')
      .optional()
      .describe('Files, as patterns relative to slipway.yaml; with "objects", objects in these files.'),
    reason: z.string().regex(/\S/, 'must say why').describe('Why this is right. It is printed with every check.'),
  })
  .refine(({ objects, files }) => objects !== undefined || files !== undefined, {
    message: 'must name "objects", "files" or both',
  })
  .meta({
    anyOf: [
      { properties: { objects: {} }, required: ['objects'] },
      { properties: { files: {} }, required: ['files'] },
    ],
  });

/** What a team says about the checks of its repository: slipway.yaml. */
export const CheckConfig = z.strictObject({
  kubernetesVersion: z
    .string()
    .regex(/^1\.\d{1,3}$/, 'must be a minor version such as "1.36"')
    .optional()
    .describe('Minor version of the API servers, in quotes.'),
  trustedRegistries: z
    .array(z.string().regex(/^[^\s:/]+(?::\d+)?(?:\/[^\s:/]+)*$/, 'must be a registry such as "ghcr.io/your-org"'))
    .optional()
    .describe('Registries that images may come from. Without it, any.'),
  severities: Severities.optional(),
  paths: z
    .strictObject({
      ignore: z.array(Glob).optional().describe('Files that are not checked: "vendor/", "**/*.tpl.yaml".'),
      overrides: z
        .array(
          z.strictObject({
            paths: z.array(Glob).min(1, 'must name at least one path').describe('Files that it is for.'),
            severities: Severities,
          }),
        )
        .optional()
        .describe('Severities for some files only; a later one wins.'),
    })
    .optional()
    .describe('Files, as patterns relative to slipway.yaml: * and ? stay in a folder, ** does not.'),
  accepted: File.optional().describe('File of the findings that are accepted because they were there before.'),
  schemas: z
    .array(File)
    .optional()
    .describe('More schemas, as "npm run manifest-schemas -- --from-cluster" writes them.'),
  exceptions: z.array(Exception).optional().describe('Findings that are right where they are.'),
});
export type CheckConfig = z.infer<typeof CheckConfig>;

/**
 * Reads what slipway.yaml says. An empty file says nothing, and that is fine.
 *
 * @param value the document, as it was read
 * @param rules that there are: an id that none of them has is a problem
 */
export function parseCheckConfig(
  value: unknown,
  rules: readonly Pick<Rule, 'id'>[],
  written?: Written,
): Parsed<CheckConfig> {
  const config = parsed(CheckConfig, value ?? {}, written);
  if ('problems' in config) return config;
  const problems = unknownRules(config.value, new Set(rules.map(({ id }) => id)));
  return problems.length === 0 ? config : { problems };
}

function unknownRules(
  { severities = {}, paths, exceptions = [] }: CheckConfig,
  known: ReadonlySet<string>,
): readonly DocumentProblem[] {
  const unknown = (id: string, at: DocumentProblem['at'], path: DocumentProblem['path']): readonly DocumentProblem[] =>
    known.has(id) ? [] : [{ path, at, message: `"${id}" is no rule`, hint: didYouMean(id, known) }];
  const unknownKeys = (mapping: object, path: DocumentProblem['path']): readonly DocumentProblem[] =>
    Object.keys(mapping).flatMap((id) => unknown(id, 'key', [...path, id]));
  return [
    ...unknownKeys(severities, ['severities']),
    ...(paths?.overrides ?? []).flatMap((override, index) =>
      unknownKeys(override.severities, ['paths', 'overrides', index, 'severities']),
    ),
    ...exceptions.flatMap(({ rule }, index) => unknown(rule, 'value', ['exceptions', index, 'rule'])),
  ];
}
