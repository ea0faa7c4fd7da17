import { comparedTree, compareProfiles, ProfileError } from '@coroscope/profile';
import { answerPageRequest, renderPage, type PageDocument } from '@coroscope/report';
import { allowClosedPipe } from '../files/closed-pipe.js';
import { writeChunks } from '../files/output.js';
import { checkWritable } from '../files/writable.js';
import { readPageFile, type PageFile } from '../files/page-file.js';
import { say } from '../messages/say.js';
import { servePage } from '../server/serve-page.js';

export interface ViewOptions {
  /** The file that the page is written to, instead of being served. */
  out?: string;
  /** A port; a free one unless given. */
  port: number;
  /** Whether a browser is opened. */
  open: boolean;
}

/**
 * Shows profiles and traces in a browser: serves the page until it is interrupted, or writes it to a file.
 *
 * @throws {CoroscopeError | ProfileError} if a file holds neither, or the page can't be written or served
 */
export async function viewFiles(files: string[], options: ViewOptions): Promise<void> {
  const { out } = options;
  if (out !== undefined) checkWritable(out, '--out');
  const documents = withComparison(files.map(readPageFile));
  if (out !== undefined) {
    writeChunks(out, renderPage(documents, say), '--out');
    say(`page written to ${out}`);
    return;
  }
  const interrupted = interruption();
  const source = { documents: () => documents, isLive: false };
  const { url, close } = await servePage({ port: options.port }, '--port', (...request) =>
    answerPageRequest(...request, source),
  );
  allowClosedPipe(process.stdout);
  process.stdout.write(`${url}\n`);
  say('the page is served until you press Ctrl-C');
  if (options.open) await openBrowser(url);
  await interrupted;
  close();
}

/**
 * Adds the comparison where there are several profiles: the first is the base, the others are runs of one other
 * state. A directory of profiles stands for as many runs.
 */
function withComparison(files: PageFile[]): PageDocument[] {
  const documents = files.map(({ document }) => document);
  const [base, ...head] = files.filter(({ runs }) => runs.length > 0);
  if (head.length === 0) return documents;
  const others = head.length > 1 ? ` and ${head.length - 1} more` : '';
  const profiles = [base.runs, head.flatMap(({ runs }) => runs)] as const;
  try {
    const shown = {
      base: base.document.name,
      head: `${head[0].document.name}${others}`,
      comparison: compareProfiles(...profiles),
      tree: comparedTree(...profiles),
    };
    return [...documents, { kind: 'comparison', name: 'comparison', shown }];
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    say(`${error.message}; the page shows them without a comparison`);
    return documents;
  }
}

/** The address has been printed: where there is no browser, that has to do. */
async function openBrowser(url: string): Promise<void> {
  try {
    const { default: open } = await import('open');
    const browser = await open(url);
    browser.on('error', () => undefined);
  } catch {
    say('no browser could be opened; open the address above');
  }
}

async function interruption(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}
