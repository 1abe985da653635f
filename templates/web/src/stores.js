import { connect } from 'node:net';

/** Names of the stores that the environment variables name, and that do not answer within a second. */
export async function unreachableStores({ DB_HOST, DB_PORT = '5432', REDIS_URL }) {
  const stores = [];
  if (DB_HOST) stores.push({ name: 'the database', host: DB_HOST, port: Number(DB_PORT) });
  if (REDIS_URL) {
    const { hostname, port } = new URL(REDIS_URL);
    stores.push({ name: 'Redis', host: hostname, port: Number(port || 6379) });
  }
  const answers = await Promise.all(stores.map(async (store) => ((await accepts(store)) ? [] : [store.name])));
  return answers.flat();
}

function accepts({ host, port }) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
