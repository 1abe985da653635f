const { createHash } = require('node:crypto');
const { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const note = join(root, 'build', 'built-from');

/** Whether build/ is what a build would write now. */
exports.isBuilt = () => existsSync(note) && readFileSync(note, 'utf8') === hashOfSources();

/** Says that nothing is known of build/, from the first file that a build replaces on. */
exports.forgetSources = () => {
  rmSync(note, { force: true });
};

/** Notes what build/ was built from. */
exports.noteSources = () => {
  writeFileSync(note, hashOfSources());
};

// The catalog is among them, since the compiled code is what V8 made when it was rendered.
function hashOfSources() {
  const hash = createHash('sha256').update(process.version);
  const files = ['src', 'bin', 'scripts', 'catalog'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const settings = ['package-lock.json', 'package.json', 'tsconfig.json', 'tsconfig.types.json'];
  for (const file of [...files, ...settings.map((name) => join(root, name))])
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}
