import { serviceYaml } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

const said = (text: string, files: BadCatalog[1] = {}): BadCatalog[1] => ({
  'services/web/service.yaml': serviceYaml + text,
  ...files,
});
const mebibyte = 1024 * 1024;

it.each<BadCatalog>([
  [
    'a file that is not there, in one environment and in none',
    said('files: { /etc/web: [site.conf, sit.conf] }\n', { 'services/web/files/dev/site.conf': 'a\n' }),
    [
      'services/web/service.yaml:4:21: files["/etc/web"][0]: service "web" has no file "site.conf" in "prod"; add catalog/services/web/files/site.conf',
      'services/web/service.yaml:4:32: files["/etc/web"][1]: service "web" has no file "sit.conf" in "dev"; did you mean "site.conf"?; or add catalog/services/web/files/sit.conf',
      'services/web/service.yaml:4:32: files["/etc/web"][1]: service "web" has no file "sit.conf" in "prod"; add catalog/services/web/files/sit.conf',
    ],
  ],
  [
    'folders whose volumes would have one name',
    said('files: { /etc/a-b: [x], /etc/a/b: [x], /etc/c: [x] }\nscratch: { /files/etc/c: 1Mi }\n', {
      'services/web/files/x': 'a\n',
    }),
    [
      'services/web/service.yaml:4:35: files["/etc/a/b"]: service "web" has two volumes called "files-etc-a-b": of files at "/etc/a/b", and of files at "/etc/a-b"; use another folder: letters and digits of the path make the name',
      'services/web/service.yaml:5:26: scratch["/files/etc/c"]: service "web" has two volumes called "files-etc-c": of scratch folder "/files/etc/c", and of files at "/etc/c"; use another folder: letters and digits of the path make the name',
    ],
  ],
  [
    'a file that nobody reads',
    said('', { 'services/web/files/site.conf': 'a\n' }),
    [
      'services/web/files/site.conf: service "web" reads this file nowhere; name it in files, such as "files: { /etc/web: [site.conf] }", or delete it',
    ],
  ],
  [
    'a file for an environment in which the service is not',
    said('files: { /etc/web: [a] }\n', { 'services/web/files/a': 'a\n', 'services/web/files/prd/a': 'b\n' }),
    [
      'services/web/files/prd/a: the folder "prd" is that of an environment in which "web" is not deployed; did you mean "prod"?',
      'services/web/files/prd/a: service "web" reads this file nowhere; name it in files, such as "files: { /etc/web: [a] }", or delete it',
    ],
  ],
  [
    'one file that no ConfigMap holds',
    said('files: { /etc/web: [a] }\n', { 'services/web/files/a': 'a'.repeat(mebibyte + 1) }),
    [
      'services/web/files/a: the file has 1048577 bytes, above the 1Mi that a ConfigMap holds in all; put it into the image, or into a volume',
    ],
  ],
  [
    'files that together no ConfigMap holds',
    said('files: { /etc/web: [a, b] }\n', {
      'services/web/files/a': 'a'.repeat(mebibyte),
      'services/web/files/b': 'b',
    }),
    [
      'services/web/service.yaml:4:8: files: service "web" has files of 1048577 bytes in all, above the 1Mi that a ConfigMap holds; put the large ones into the image, or into a volume',
    ],
  ],
  [
    'secrets, by their form, by the name of a value, and by the name of the file',
    said('files: { /etc/web: [a.properties, key.pem, db-password] }\n', {
      'services/web/files/a.properties': 'user = web\ndb.password = hunter2hunter2\n',
      'services/web/files/key.pem': '-----BEGIN PRIVATE KEY-----\n',
      'services/web/files/db-password': 'hunter2hunter2',
    }),
    [
      'services/web/files/a.properties:2:1: a value that looks like a secret is written here, and a file beside a service is no place for one; put it into the secret store, name its key in secrets.keys, and replace it: it has been seen',
      'services/web/files/db-password:1:1: what looks like a secret, by the name of the file, is written here, and a file beside a service is no place for one; put it into the secret store, name its key in secrets.keys, and replace it: it has been seen',
      'services/web/files/key.pem:1:1: a private key is written here, and a file beside a service is no place for one; put it into the secret store, name its key in secrets.keys, and replace it: it has been seen',
    ],
  ],
  [
    'names that no key of a ConfigMap has, and folders in folders',
    said('', { 'services/web/files/a b': 'a\n', 'services/web/files/dev/sub/a': 'a\n' }),
    [
      'services/web/files/a b: "a b" cannot be the name of a file of a ConfigMap; it must be letters, digits, "-", "_" and "."',
      'services/web/files/dev/sub: "sub" is no file; a ConfigMap has no folders: put its files here',
    ],
  ],
])('%s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});
