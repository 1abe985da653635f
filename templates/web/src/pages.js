import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** Files of a folder by the path that they are served at. They are read once, so that no request chooses what is read. */
export function readPages(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      const path = `/${file.slice(folder.length).replaceAll('\\', '/').replace(/^\//, '')}`;
      return [path, { type: types[extname(name)] ?? 'application/octet-stream', content: readFileSync(file) }];
    }),
  );
}
