import type * as z from 'zod';

import { InputError, formatPath } from '../src/model/problem';
import { parsed } from '../src/problems/parsed';
import { StackSettings, withoutUnneeded } from './settings';

const prefix = 'slipway:';

/**
 * Reads the configuration of a stack. Pulumi gives every value as text, and lets undeclared keys pass.
 *
 * @param config every value that Pulumi has for the stack, by key
 * @throws InputError with everything that is wrong, and what to do
 */
export function readSettings(config: Readonly<Record<string, string>>, stack: string): StackSettings {
  const own = Object.entries(config).filter(([key]) => key.startsWith(prefix));
  const input = Object.fromEntries(own.map(([key, text]) => [key.slice(prefix.length), valueOf(key, text)]));
  const settings = parsed(StackSettings, withoutUnneeded(input));
  if ('value' in settings) return settings.value;
  throw new InputError(
    settings.problems.map(({ path, message, hint }) => ({
      file: settingsFile(stack),
      path: [],
      message: `${prefix}${formatPath(path)}: ${message}`,
      ...hintOf(path, stack, hint),
    })),
  );
}

/** The same problems, of settings that are in another file than Pulumi looks for. */
export function ofFile(error: InputError, stack: string, file: string): InputError {
  const usual = settingsFile(stack);
  return new InputError(error.problems.map((problem) => (problem.file === usual ? { ...problem, file } : problem)));
}

/** Where the configuration of a stack is unless "--config-file" says so, relative to the root of the project. */
export function settingsFile(stack: string): string {
  return `stacks/config/Pulumi.${stack}.yaml`;
}

// The one thing that no default can say, and nobody knows by heart.
function hintOf(path: readonly (string | number)[], stack: string, hint: string | undefined): { hint?: string } {
  if (path[0] === 'cluster' && (path.length === 1 || path[1] === 'id')) {
    return {
      hint: `say which cluster it is: "pulumi config set --stack ${stack} --path slipway:cluster.id $(kubectl get namespace kube-system -o jsonpath={.metadata.uid})"`,
    };
  }
  return hint === undefined ? {} : { hint };
}

// A mapping or a list arrives as JSON, a scalar as it is written.
function valueOf(key: string, text: string): unknown {
  const schemas: Readonly<Record<string, z.ZodType>> = StackSettings.shape;
  const schema = schemas[key.slice(prefix.length)];
  if (schema === undefined || isText(schema)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isText(schema: z.ZodType): boolean {
  return schema.safeParse('some text').success;
}
