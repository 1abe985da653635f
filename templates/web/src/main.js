import { fileURLToPath } from 'node:url';

import { createApp } from './app.js';
import { log } from './log.js';
import { readPages } from './pages.js';
import { unreachableStores } from './stores.js';

const port = Number(process.env.PORT ?? '@@port@@');
const pages = readPages(fileURLToPath(new URL('../public/', import.meta.url)));
const app = createApp({ pages, unreachable: () => unreachableStores(process.env) });

app.listen(port, () => log('info', `listens on ${port}`));

// Kubernetes sends no new requests by now: those that are under way are answered, then the process ends by itself.
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    log('info', `${signal}: answers what is under way, and ends`);
    app.close();
    app.closeIdleConnections();
  });
}
