/**
 * Imports systems of other people, renders what came of them, compares, and prints a table of how it went.
 *
 *     npm run import-table -- DOWNLOADS [SYSTEM...] [--keep FOLDER] [--patches]
 *
 * DOWNLOADS has one folder for each system: manifests, a kustomization (kustomize has to be on the PATH) or a chart (helm). SYSTEM
 * are names of these folders (default: all of them). Catalogs and trees are thrown away unless --keep says where they go; there,
 * the variables of a system are as they were, with passwords that somebody had written into them. --patches lists which fields
 * of how many objects are in patches.
 *
 * Exit codes: 0 every system renders as it was, 1 some do not, 2 wrong usage.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { patchedFields } from './import-table/patched-fields';
import { importSystem, isExact, type ImportedSystem } from './import-table/import-system';
import { tableOf } from './import-table/table-of';

const usage = 'usage: npm run import-table -- DOWNLOADS [SYSTEM...] [--keep FOLDER] [--patches]\n';

function main(): number {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { keep: { type: 'string' }, patches: { type: 'boolean', default: false } },
  });
  const [downloads, ...names] = positionals;
  if (downloads === undefined || !existsSync(downloads)) return refuse(usage);
  const there = readdirSync(downloads).filter((name) => statSync(join(downloads, name)).isDirectory());
  const unknown = names.filter((name) => !there.includes(name));
  if (unknown.length > 0) return refuse(`✗ no folder in "${downloads}": ${unknown.join(', ')}\n${usage}`);
  const work = values.keep === undefined ? mkdtempSync(join(tmpdir(), 'slipway-import-table-')) : resolve(values.keep);
  try {
    const wanted = names.length === 0 ? there.sort() : names;
    const systems = wanted.map((name) => {
      process.stderr.write(`${name}\n`);
      return importSystem(join(resolve(downloads), name), join(work, name));
    });
    process.stdout.write(tableOf(systems));
    if (values.patches) for (const system of systems) process.stdout.write(patchesOf(system, work));
    for (const system of systems) for (const line of system.faults) process.stdout.write(`${system.name}: ${line}\n`);
    return systems.every(isExact) ? 0 : 1;
  } finally {
    if (values.keep === undefined) rmSync(work, { recursive: true, force: true });
  }
}

function patchesOf({ name, report }: ImportedSystem, work: string): string {
  if (report === undefined) return '';
  const lines = patchedFields(join(work, name, 'catalog')).map(({ field, count }) => `  ${count} ${field}\n`);
  return lines.length === 0 ? '' : `\n${name}, fields in patches:\n${lines.join('')}`;
}

function refuse(text: string): number {
  process.stderr.write(text);
  return 2;
}

process.exitCode = main();
