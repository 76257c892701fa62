/** Progress on standard error: one line that is rewritten on a terminal, a line every few seconds elsewhere. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr) {
  let shown = "";
  let shownAt = 0;
  return {
    /** Replaces the running line. */
    update(line: string): void {
      if (line === shown) return;
      if (stream.isTTY) stream.write(`\r\u001b[2K${line}`);
      else if (performance.now() - shownAt < 3_000) return;
      else stream.write(`${line}\n`);
      shown = line;
      shownAt = performance.now();
    },
    /** Ends the running line with a final text. */
    done(line: string): void {
      stream.write(stream.isTTY ? `\r\u001b[2K${line}\n` : `${line}\n`);
      shown = "";
      shownAt = 0;
    },
  };
}

export type Progress = ReturnType<typeof createProgress>;
