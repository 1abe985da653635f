// A process that starts others and waits, for tests that end it in every way. Arguments: folder, script of a shell.
import { Processes } from './processes';

const [, , folder = '', script = ''] = process.argv;

const processes = new Processes(folder);
void processes
  .start({
    name: 'owned',
    file: '/bin/sh',
    args: ['-c', script],
    isReady: async () => processes.log('owned').includes('ready'),
  })
  .then(() => process.stdout.write(`${JSON.stringify(processes.started)}\n`));
