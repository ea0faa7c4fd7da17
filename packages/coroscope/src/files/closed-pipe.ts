/** Has a reader of our output, such as `head`, end before all of it is written: that is no error. */
export function allowClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
