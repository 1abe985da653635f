import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { compareWithOthers } from './compare';
import { generateCatalog, serviceName } from './generate-catalog';
import { measure, median } from './measure';
import type { Figures } from './measure';

/**
 * `npm run bench`: how long `slipway synth` takes as a whole process, and how that grows with the catalog.
 *
 * It prints figures and judges nothing. The trees are written into memory where the machine has a file system for that:
 * a disk measures itself (ext4 takes many times longer to create files soon after many were deleted).
 */
function main(): void {
  const { values } = parseArgs({
    options: {
      services: { type: 'string', default: '1000' },
      growth: { type: 'string', default: '250,500,1000,2000' },
      runs: { type: 'string', default: '3' },
      directory: { type: 'string' },
    },
  });
  const root = mkdtempSync(join(values.directory ?? scratchDirectory(), 'slipway-bench-'));
  const runs = Number(values.runs);
  try {
    print(`slipway bench: Node ${process.versions.node}, ${cpus().length} processors, trees in ${root}`);
    print(`median of ${runs} runs, whole processes, start included\n`);
    benchStart(runs);
    benchOneSize(root, Number(values.services), runs);
    benchGrowth(root, values.growth.split(',').map(Number), runs);
    compareWithOthers(join(root, 'compare'), print);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const repository = resolve(__dirname, '..');
const slipway = join(repository, 'bin', 'slipway.js');

function benchStart(runs: number): void {
  header('start');
  row(
    'slipway --help',
    median(runs, () => measure([slipway, '--help'])),
  );
  const cdk8s = join(repository, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');
  row(
    'cdk8s synth, shipped catalog',
    median(runs, () => measure([cdk8s, 'synth', '--check-upgrade=false'], { directory: repository })),
  );
  print('');
}

function benchOneSize(root: string, services: number, runs: number): void {
  const bench = new Tree(join(root, `tree-${services}`), services);
  header(`${services} services in 3 environments, ${bench.catalogFiles} catalog files`);
  const cold = median(runs, () => bench.cold());
  row('cold: nothing there', cold);
  row(
    'no change',
    median(runs, () => bench.synth()),
  );
  row(
    'no change, nothing remembered',
    median(runs, () => bench.synth(['--no-cache'])),
  );
  row(
    'one service changed',
    median(runs, () => {
      bench.changeService();
      return bench.synth();
    }),
  );
  row(
    'one service changed, --service',
    median(runs, () => {
      bench.changeService();
      return bench.synth(['--service', serviceName(7)]);
    }),
  );
  row(
    'one environment default changed',
    median(runs, () => {
      bench.changeEnvironment();
      return bench.synth();
    }),
  );
  const limit = median(runs, () =>
    measure(['--import', 'tsx', join(__dirname, 'plain-json.ts'), bench.catalog, join(bench.root, 'json')]),
  );
  const limitSeconds = Number(JSON.parse(limit.stdout).seconds);
  print(`  limit: the same objects as JSON.stringify and write, nothing else: ${limitSeconds.toFixed(2)} s`);
  print(`  cold is ${(cold.wallSeconds / limitSeconds).toFixed(1)} times that limit\n`);
  bench.remove();
}

function benchGrowth(root: string, sizes: readonly number[], runs: number): void {
  print('growth, cold run');
  print('  services     wall s   ms/service   peak MB   files');
  for (const services of sizes) {
    const bench = new Tree(join(root, `growth-${services}`), services);
    const figures = median(runs, () => bench.cold());
    const perService = ((figures.wallSeconds * 1000) / services).toFixed(2);
    print(
      `  ${String(services).padStart(8)} ${figures.wallSeconds.toFixed(2).padStart(10)} ${perService.padStart(12)} ${figures.peakMegabytes.toFixed(0).padStart(9)} ${String(filesWritten(figures)).padStart(7)}`,
    );
    bench.remove();
  }
  print('');
}

/** A generated catalog, and the tree that is rendered from it. */
class Tree {
  readonly catalog: string;
  readonly catalogFiles: number;
  private changes = 0;

  constructor(
    readonly root: string,
    services: number,
  ) {
    this.catalog = join(root, 'catalog');
    mkdirSync(this.catalog, { recursive: true });
    this.catalogFiles = generateCatalog(this.catalog, services);
  }

  cold(): Figures {
    rmSync(join(this.root, 'out'), { recursive: true, force: true });
    rmSync(join(this.root, 'cache'), { recursive: true, force: true });
    return this.synth();
  }

  synth(options: readonly string[] = []): Figures {
    const program = [
      slipway,
      'synth',
      '--json',
      '--catalog',
      this.catalog,
      '--out',
      join(this.root, 'out'),
      ...options,
    ];
    return measure(program, { env: { SLIPWAY_CACHE_DIR: join(this.root, 'cache') } });
  }

  /** A new release of one service in one environment. */
  changeService(): void {
    this.changes += 1;
    edit(join(this.catalog, 'services', serviceName(7), 'dev.yaml'), /version: .*/, `version: v9.0.${this.changes}`);
  }

  /** A default that every service of one environment takes over. */
  changeEnvironment(): void {
    this.changes += 1;
    edit(
      join(this.catalog, 'environments', 'dev.yaml'),
      /terminationGracePeriodSeconds: .*/,
      `terminationGracePeriodSeconds: ${30 + this.changes}`,
    );
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

function edit(file: string, pattern: RegExp, replacement: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(pattern, replacement));
}

function filesWritten(figures: Figures): number {
  const report: unknown = JSON.parse(figures.stdout);
  const written = typeof report === 'object' && report !== null && 'written' in report ? report.written : [];
  return Array.isArray(written) ? written.length : 0;
}

// Memory-backed where there is such a file system with room for two trees of 2,000 services.
function scratchDirectory(): string {
  if (!existsSync('/dev/shm')) return tmpdir();
  const { bavail, bsize } = statfsSync('/dev/shm');
  return bavail * bsize > 2 * 2 ** 30 ? '/dev/shm' : tmpdir();
}

function header(title: string): void {
  print(title);
  print(`  ${''.padEnd(34)}   wall s   user s    sys s   peak MB  files written`);
}

function row(name: string, figures: Figures): void {
  const { wallSeconds, userSeconds, systemSeconds, peakMegabytes } = figures;
  const files = figures.stdout.startsWith('{') ? String(filesWritten(figures)) : '';
  print(
    `  ${name.padEnd(34)} ${[wallSeconds, userSeconds, systemSeconds].map((seconds) => seconds.toFixed(2).padStart(8)).join(' ')} ${peakMegabytes.toFixed(0).padStart(9)} ${files.padStart(14)}`,
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

main();
