import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { writtenRepository } from '../../helpers/a-service-repository';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { write } from '../../helpers/tree';
import { cacheFolder } from '../cache-folder';
import { complaintsOf, describeWith } from '../describe-with';

/** Changes a text of a repository. */
function edit(folder: string, path: string, from: string, to: string): void {
  const text = readFileSync(join(folder, path), 'utf8');
  if (!text.includes(from)) throw new Error(`${path} has no "${from}"`);
  write(folder, path, text.replace(from, to));
}

describeWith('protoc', () => {
  const messages = 'proto/greeting/v1/greeting.proto';

  test('R3-02: the code of a gRPC service is what its protobuf files say, and the next one is refused until it is written again', () => {
    const folder = writtenRepository({ template: 'grpc-service' });

    expect(complaintsOf('proto/check.sh', [], folder)).toBe('');

    edit(folder, messages, 'string name = 1;', 'string name = 1;\n  string language = 2;');
    expect(complaintsOf('proto/check.sh', [], folder)).toContain('run proto/generate.sh and commit what it writes');

    expect(complaintsOf('proto/generate.sh', [], folder)).toBe('');
    expect(complaintsOf('proto/check.sh', [], folder)).toBe('');
    expect(readFileSync(join(folder, 'gen/greeting/v1/greeting.pb.go'), 'utf8')).toContain('GetLanguage()');
  });
});

describeWith('gosec', (gosec) => {
  test('R3-02: finds nothing in a gRPC service, asked as its Dockerfile does, and a weakness when there is one', () => {
    const folder = writtenRepository({ template: 'grpc-service' });
    const [, words = ''] = /&& gosec (.*?) \\\n/.exec(readFileSync(join(folder, 'Dockerfile'), 'utf8')) ?? [];

    expect(words).toContain('./...');
    expect(complaintsOf(gosec, words.split(' '), folder)).toBe('');

    write(folder, 'internal/weak/weak.go', weakCode);
    expect(complaintsOf(gosec, words.split(' '), folder)).toContain('G401');
  });

  const weakCode = [
    'package weak',
    '',
    'import "crypto/md5"',
    '',
    '// Sum is what nobody should rely on.',
    'func Sum(text string) [16]byte { return md5.Sum([]byte(text)) }',
    '',
  ].join('\n');
});

describeWith('cargo-chef', (chef) => {
  /** What the dependencies of a workspace are built from. */
  function recipeOf(folder: string): string {
    expect(complaintsOf(chef, ['chef', 'prepare', '--recipe-path', 'recipe.json'], folder)).toBe('');
    const recipe = readFileSync(join(folder, 'recipe.json'), 'utf8');
    rmSync(join(folder, 'recipe.json'));
    return recipe;
  }

  test('R4-05: dependencies of a Rust workspace are a layer that a change of code leaves as it is', () => {
    const folder = writtenRepository({ template: 'rust-workspace', name: 'auth' });
    const before = recipeOf(folder);

    write(folder, 'services/auth/src/greeting.rs', 'pub const WORD: &str = "hello";\n');
    expect(recipeOf(folder)).toBe(before);

    edit(folder, 'services/auth/Cargo.toml', '[dependencies]', '[features]\nloud = []\n\n[dependencies]');
    expect(recipeOf(folder)).not.toBe(before);
  });

  test('R4-05: what was cooked without the code is not compiled again with it', () => {
    const folder = writtenRepository({ template: 'rust-workspace', name: 'auth' });
    const kitchen = temporaryFolder();
    write(kitchen, 'recipe.json', recipeOf(folder));
    const target = join(cacheFolder, 'cargo-chef-target');
    // "cargo chef" gives it to the program, which is called by its path here.
    const variables = { CARGO_TARGET_DIR: target, CARGO: 'cargo' };

    expect(
      complaintsOf('nice', ['-n', '19', chef, 'chef', 'cook', '--recipe-path', 'recipe.json'], kitchen, variables),
    ).toBe('');
    expect(existsSync(join(kitchen, 'services/auth/Cargo.toml'))).toBe(true);
    cpSync(folder, kitchen, { recursive: true });
    // A program that says what it compiles ends like one that complains.
    const script = 'cargo build --locked --offline --package auth 2>&1; exit 1';
    const said = complaintsOf('nice', ['-n', '19', 'sh', '-c', script], kitchen, variables);

    expect(said).toContain('Finished');
    expect(
      [...said.matchAll(/Compiling (\S+)/g)].map(([, name = '']) => name).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['auth', 'shared']);
  });
});
