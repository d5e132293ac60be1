// Finds the program which is the server. Knows of PATH and of Python; knows nothing of VS Code.

import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';

/** A program, the arguments which come before `serve`, and where it is to be run. */
export interface Server {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
}

/** The value of `dockerls.path` while nobody has set it. */
export const DEFAULT = 'dockerls';

/** How to get the server, for whoever has not. */
export const INSTALL = 'pipx install dockerls';

const onWindows = process.platform === 'win32';

/**
 * Returns the server which `setting` names, or undefined if there is none.
 *
 * `folder` stands for `${workspaceFolder}`, and relative paths start there. A default which is not on PATH may still be
 * a module of Python: so it is where a virtual environment is active, or with `pip install --user`.
 */
export async function find(setting: string, folder: string | undefined): Promise<Server | undefined> {
  const wanted = expand(setting.trim() || DEFAULT, folder);
  const program = /[\\/]/.test(wanted) ? await executable(path.resolve(folder ?? '', wanted)) : await onPath(wanted);
  if (program) {
    return { command: program, args: [] };
  }
  if (wanted !== DEFAULT) {
    return undefined;
  }
  for (const name of onWindows ? ['py', 'python'] : ['python3', 'python']) {
    const python = await onPath(name);
    // Python looks for modules in the current folder first, and a workspace must not bring a server of its own.
    const server = { command: python ?? '', args: ['-m', 'dockerls'], cwd: os.homedir() };
    if (python && (await succeeds(server, '--version'))) {
      return server;
    }
  }
  return undefined;
}

function expand(setting: string, folder: string | undefined): string {
  return setting.replace(/^~(?=$|[\\/])/, os.homedir()).replaceAll('${workspaceFolder}', folder ?? '');
}

async function onPath(name: string): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const found = folder && (await executable(path.join(folder, name)));
    if (found) {
      return found;
    }
  }
  return undefined;
}

async function executable(file: string): Promise<string | undefined> {
  const endings = onWindows ? (process.env.PATHEXT ?? '.EXE').split(';') : [''];
  for (const candidate of [file, ...endings.map((ending) => file + ending)]) {
    try {
      await access(candidate, constants.X_OK);
      if ((await stat(candidate)).isFile()) {
        return candidate;
      }
    } catch {
      // Not there, or not for us to run: on to the next.
    }
  }
  return undefined;
}

function succeeds({ command, args, cwd }: Server, option: string): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(command, [...args, option], { cwd, timeout: 10_000 }, (error) => resolve(error === null));
  });
}
