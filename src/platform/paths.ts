import { existsSync } from 'node:fs';

function findRoot(): URL {
  let folder = new URL('./', import.meta.url);
  while (!existsSync(new URL('package.json', folder))) {
    const parent = new URL('../', folder);
    if (parent.href === folder.href) throw new Error('package.json not found above ' + import.meta.url);
    folder = parent;
  }
  return folder;
}

/** The package's folder, the same from sources and from the built program. Ends with a slash. */
export const packageRoot = findRoot();
