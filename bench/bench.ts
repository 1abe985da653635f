import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { compareCheckouts } from './against';
import { benchCheck, benchCheckGrowth } from './bench-check';
import { benchController } from './bench-controller';
import { benchDelivery } from './bench-delivery';
import { benchSources } from './bench-sources';
import { benchWebhook } from './bench-webhook';
import { benchWriter } from './bench-writer';
import { compareWithOthers } from './compare';
import { serviceName } from './generate-catalog';
import { measure, median } from './measure';
import { filesWritten, header, print, row } from './rows';
import { repository, slipway, Tree } from './tree';

/**
 * `npm run bench`: how long `slipway synth`, `check` and `diff` take as whole processes, how that grows with the catalog, and
 * how many changes a second the Git writer makes, and all of Delivery.
 *
 * With `--against DIR` it compares this checkout with another one instead: `--only synth` for some of the cases. Without it,
 * `--only delivery` measures the parts that are named so.
 *
 * It prints figures and judges nothing. The trees are written into memory where the machine has a file system for that:
 * a disk measures itself (ext4 takes many times longer to create files soon after many were deleted).
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      services: { type: 'string', default: '1000' },
      growth: { type: 'string', default: '250,500,1000,2000' },
      runs: { type: 'string' },
      directory: { type: 'string' },
      against: { type: 'string' },
      only: { type: 'string', default: '' },
      changes: { type: 'string', default: '1000' },
    },
  });
  const root = mkdtempSync(join(values.directory ?? scratchDirectory(), 'slipway-bench-'));
  const runs = Number(values.runs ?? (values.against === undefined ? 3 : 9));
  try {
    print(`slipway bench: Node ${process.versions.node}, ${cpus().length} processors, trees in ${root}`);
    if (values.against !== undefined) {
      compareCheckouts(join(root, 'against'), values.against, Number(values.services), runs, values.only);
      return;
    }
    print(`median of ${runs} runs, whole processes, start included\n`);
    const services = Number(values.services);
    const growth = values.growth.split(',').map(Number);
    const parts: Readonly<Record<string, () => void | Promise<void>>> = {
      start: () => benchStart(runs),
      synth: () => benchOneSize(root, services, runs),
      growth: () => benchGrowth(root, growth, runs),
      sources: () => benchSources(root, services, runs),
      writer: () => benchWriter(root, runs),
      delivery: () => benchDelivery(root, services, Number(values.changes)),
      check: () => benchCheck(root, services, runs),
      'check-growth': () => benchCheckGrowth(root, growth, runs),
      compare: () => compareWithOthers(join(root, 'compare'), print),
      controller: async () => await benchController({ perSecond: 1000, seconds: 20 }),
      webhook: async () => await benchWebhook(root, services, 50),
    };
    for (const [name, part] of Object.entries(parts)) {
      if (values.only === '' || values.only.split(',').includes(name)) await part();
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

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

// Memory-backed where there is such a file system with room for two trees of 2,000 services.
function scratchDirectory(): string {
  if (!existsSync('/dev/shm')) return tmpdir();
  const { bavail, bsize } = statfsSync('/dev/shm');
  return bavail * bsize > 2 * 2 ** 30 ? '/dev/shm' : tmpdir();
}

void main();
