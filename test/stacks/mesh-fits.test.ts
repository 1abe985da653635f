import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { InputError } from '../../src/model/problem';
import { refuseUnfitMesh } from '../../stacks/mesh-fits';
import { Install } from '../../stacks/settings';
import { LinkerdSettings } from '../../stacks/settings/linkerd';
import { shippedCatalog } from '../helpers/shipped-catalog';
import { trustAnchor } from './helpers/the-stack';

// user-service of the shipped catalog is meshed in every environment, under the standard "restricted".
const { catalog } = loadCatalog(folderSource(shippedCatalog));

test('a meshed service is refused where the cluster has no mesh, with what to do', () => {
  const message = refusalOf({ install: { linkerd: false } });

  expect(message).toContain('catalog/services/user-service/dev.yaml: mesh: "user-service" is meshed in "dev"');
  expect(message).toContain('the stack installs no mesh; set slipway:install.linkerd to true');
  expect(message).not.toContain('prod');
});

test('somebody else may keep the mesh', () => {
  expect(refusalOf({ install: { linkerd: false }, otherMesh: true })).toBe('nothing is refused');
});

test('without the plugin of nodes, a pod that must be restricted could not start', () => {
  expect(refusalOf({})).toBe('nothing is refused');
  expect(refusalOf({ network: { kind: 'init' } })).toContain('whose podSecurity "restricted" refuses the container');
});

function refusalOf({
  install = {},
  network,
  otherMesh = false,
}: {
  install?: object;
  network?: object;
  otherMesh?: boolean;
}): string {
  const linkerd = LinkerdSettings.parse({ trustAnchor, ...(network === undefined ? {} : { network }) });
  try {
    refuseUnfitMesh(catalog, ['dev'], { install: Install.parse(install), linkerd, otherMesh });
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'nothing is refused';
}
