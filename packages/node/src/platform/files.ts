/** What saving needs of the file system, as it was at load: a program may replace any of it later. */
export const {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  writevSync,
} = process.getBuiltinModule('node:fs');

/** `readFileSync`, which would itself use what the program has put in place. */
export function readFile(path: string): Buffer<ArrayBuffer> {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = Buffer.allocUnsafeSlow(fstatSync(descriptor).size);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(descriptor, bytes, length, bytes.length - length, null);
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

/** `writeFileSync`, which would itself use what the program has put in place. */
export function writeFile(path: string, content: string | Uint8Array): void {
  const descriptor = openSync(path, 'w');
  try {
    if (typeof content !== 'string') return writeAll(descriptor, content);
    for (let start = 0; start < content.length;) {
      const end = endOfPart(content, start);
      writeAll(descriptor, Buffer.from(content.slice(start, end)));
      start = end;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Writes parts one after the other, if possible at once. @returns the position after them */
export function writeParts(
  descriptor: number,
  parts: readonly Uint8Array[],
  position: number,
): number {
  let left = parts.filter(({ length }) => length > 0);
  while (left.length > 0) {
    let written = writevSync(descriptor, left, position);
    position += written;
    // What there was no room for fails when it is tried again.
    left = left.flatMap((part) => {
      const own = Math.min(written, part.length);
      written -= own;
      return own < part.length ? [part.subarray(own)] : [];
    });
  }
  return position;
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) {
    written += writeSync(descriptor, bytes, written);
  }
}

/** UTF-16 code units that are encoded at once: a profile may have a hundred million. */
const PART = 1 << 20;

/** The end of a part that splits no character. */
function endOfPart(text: string, start: number): number {
  const end = start + PART;
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last < 0xdc00 ? end + 1 : end;
}

/** Writes a file so that its readers never see a part of it, and of several writers any one counts. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  replaceWith(path, (partial) => writeFile(partial, content));
}

/** The same for what is written by a function, which is given a path. */
export function replaceWith(path: string, write: (path: string) => void): void {
  const partial = `${path}.${process.pid}-${Math.trunc(Math.random() * 1e9)}.partial`;
  try {
    write(partial);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}
