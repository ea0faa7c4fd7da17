/** A path as a person would write it: relative to the directory where it lies below that one. */
export function displayPath(path: string, directory = ''): string {
  const plain = normalize(path);
  const prefix = normalize(directory).replace(/\/?$/, '/');
  return directory !== '' && plain.startsWith(prefix) ? plain.slice(prefix.length) : plain;
}

/** A path with forward slashes, from a path of any platform or a file URL. */
function normalize(path: string): string {
  const plain = path.startsWith('file://') ? pathOfFileUrl(path) : path;
  return plain.replaceAll('\\', '/');
}

function pathOfFileUrl(url: string): string {
  const path = url.slice('file://'.length).replace(/^\/(?=[A-Za-z]:)/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
