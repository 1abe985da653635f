import { renderedFolders } from '../src/model/tree-layout';
import { median } from './measure';
import { kubeconform } from './kubeconform';
import { header, print, row } from './rows';
import { Tree } from './tree';

/** Prints how long `slipway check` and `slipway diff` take with one tree, and how long kubeconform takes with it. */
export function benchCheck(root: string, services: number, runs: number): void {
  const bench = rendered(root, services);
  header(`check and diff of ${services} services in 3 environments`);
  row(
    'check, nothing remembered',
    median(runs, () => {
      bench.forget();
      return bench.check();
    }),
  );
  row(
    'check, same catalog as before',
    median(runs, () => bench.check()),
  );
  row(
    'check, only what is in the files',
    median(runs, () => bench.check(renderedFolders)),
  );
  compareWithKubeconform(bench, runs);
  bench.commit();
  row(
    'diff, one service changed',
    median(runs, () => {
      bench.changeService();
      return bench.diff();
    }),
  );
  row(
    'diff, nothing remembered',
    median(runs, () => {
      bench.forget();
      return bench.diff();
    }),
  );
  print('');
  bench.remove();
}

/** Prints how `slipway check` grows with the catalog. */
export function benchCheckGrowth(root: string, sizes: readonly number[], runs: number): void {
  print('growth, check with nothing remembered');
  print('  services     wall s     user s   ms/service   peak MB');
  for (const services of sizes) {
    const bench = rendered(root, services);
    const { wallSeconds, userSeconds, peakMegabytes } = median(runs, () => {
      bench.forget();
      return bench.check();
    });
    const figures = [wallSeconds.toFixed(2).padStart(10), userSeconds.toFixed(2).padStart(10)].join(' ');
    const perService = ((wallSeconds * 1000) / services).toFixed(2);
    print(
      `  ${String(services).padStart(8)} ${figures} ${perService.padStart(12)} ${peakMegabytes.toFixed(0).padStart(9)}`,
    );
    bench.remove();
  }
  print('');
}

function rendered(root: string, services: number): Tree {
  const bench = new Tree(`${root}/check-${services}`, services);
  bench.cold();
  return bench;
}

/** It checks objects against their schemas, and has no other rules. */
function compareWithKubeconform(bench: Tree, runs: number): void {
  const run = kubeconform(bench.root);
  if (run === undefined) {
    print('  kubeconform is not installed: skipped');
    return;
  }
  const figures = median(runs, run);
  row('kubeconform, schemas only', figures);
  print(`    ${figures.stdout.split('\n').at(-1)}`);
}
