import { parseArgs } from 'node:util';

import { huntMutants } from './survivors';

// `npm run mutants -- [--every 4] [parts of paths]`: says of each mutant what became of it.
const { values, positionals } = parseArgs({
  options: { every: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const started = process.cpuUsage();
const { killed, survived, wronglyExcused } = huntMutants((line) => process.stdout.write(`${line}\n`), {
  ...(positionals.length > 0 ? { only: positionals } : {}),
  every: Number(values.every),
});
for (const name of wronglyExcused) process.stdout.write(`wrongly excused ${name}\n`);
const { user, system } = process.cpuUsage(started);
process.stdout.write(
  `${killed} killed, ${survived.length} survived, ${Math.round((user + system) / 1e6)} s of the processor\n`,
);
process.exitCode = survived.length + wronglyExcused.length === 0 ? 0 : 1;
