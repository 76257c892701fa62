// Runs beside the process that started local chains and outlives it by a moment: when that process ends in any way,
// SIGKILL included, the pipe to standard input closes, and what is still registered is killed and removed.
// Plain JavaScript, so that it runs on whatever Node runs its parent. One JSON object a line:
// {"add": pid, "directory": path} or {"remove": pid}.
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";

const directories = new Map();

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.add) directories.set(message.add, message.directory);
  else directories.delete(message.remove);
}

for (const pid of directories.keys()) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Already gone.
  }
}
for (const directory of directories.values())
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
