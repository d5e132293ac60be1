// Starts dockerls for Dockerfiles, starts it anew when asked to, and says what to do where it is missing. All that
// Dockerfiles are about is the server's to know.

import * as vscode from 'vscode';
import {
  LanguageClient,
  RevealOutputChannelOn,
  type LanguageClientOptions,
  type Location,
  type Position,
  type ServerOptions,
  type StaticFeature,
} from 'vscode-languageclient/node';
import { find, INSTALL, type Server } from './server';

const SECTION = 'dockerls';

/** Other extensions call the same files by other names. */
const LANGUAGES = ['dockerfile', 'docker', 'containerfile'];

let output: vscode.LogOutputChannel;
let client: LanguageClient | undefined;
let starting: Promise<void> = Promise.resolve();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  output = vscode.window.createOutputChannel('dockerls', { log: true });
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand('dockerls.restart', restart),
    vscode.commands.registerCommand('dockerls.showOutput', () => output.show()),
    vscode.commands.registerCommand('dockerls.showReferences', showReferences),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${SECTION}.path`)) {
        void restart();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await starting;
  await stop();
}

/** Stops the server, if it runs, and starts it. Restarts which come while another is under way wait for their turn. */
function restart(): Promise<void> {
  starting = starting.then(stop).then(start);
  return starting;
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  try {
    await running?.dispose();
  } catch (error) {
    output.warn(`The server did not stop in good order: ${error}`);
  }
}

async function start(): Promise<void> {
  const setting = vscode.workspace.getConfiguration(SECTION).get<string>('path', '');
  const server = await find(setting, vscode.workspace.workspaceFolders?.[0]?.uri.fsPath);
  if (!server) {
    void complain(`dockerls: the server is not installed: there is no program "${setting}".`);
    return;
  }
  output.info(`Starting ${[server.command, ...server.args].join(' ')}`);
  client = new LanguageClient(SECTION, 'dockerls', serverOptions(server), clientOptions());
  client.registerFeature(SHOWS_REFERENCES);
  try {
    await client.start();
  } catch (error) {
    output.error(`${error}`);
    void complain(`dockerls: the server at ${server.command} does not start.`);
  }
}

function serverOptions(server: Server): ServerOptions {
  // No `transport`: the client would add a second `--stdio`.
  return {
    command: server.command,
    args: [...server.args, 'serve', '--stdio'],
    options: server.cwd ? { cwd: server.cwd } : undefined,
  };
}

function clientOptions(): LanguageClientOptions {
  return {
    documentSelector: LANGUAGES.flatMap((language) => [
      { scheme: 'file', language },
      { scheme: 'untitled', language },
    ]),
    // Which files to watch, dockerls.toml among them, and which settings to be told of, the server says itself.
    initializationOptions: settings(),
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // We say what is wrong ourselves, and do not try again what has failed just now.
    initializationFailedHandler: () => false,
  };
}

const TOLD = ['select', 'ignore', 'severity', 'format', 'hints', 'lenses', 'semantic-tokens'];

/** What the server can be told from the start, so that it does not first show what is switched off. */
function settings(): Record<string, unknown> {
  const configuration = vscode.workspace.getConfiguration(SECTION);
  return Object.fromEntries(TOLD.map((key) => [key, configuration.get(key)]));
}

/** Tells the server that its code lenses may lead somewhere: that `dockerls.showReferences` is there. */
const SHOWS_REFERENCES: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...capabilities.experimental, showReferences: true };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

/** The command behind a code lens: shows places of a document, given in the protocol's terms. */
async function showReferences(uri: string, position: Position, locations: Location[]): Promise<void> {
  const convert = client?.protocol2CodeConverter;
  if (convert) {
    await vscode.commands.executeCommand(
      'editor.action.showReferences',
      convert.asUri(uri),
      convert.asPosition(position),
      locations.map((location) => convert.asLocation(location)),
    );
  }
}

async function complain(message: string): Promise<void> {
  const copy = 'Copy Install Command';
  const open = 'Open Setting';
  const again = 'Try Again';
  const chosen = await vscode.window.showErrorMessage(
    `${message} Install it with "${INSTALL}", or set "${SECTION}.path" to where it is.`,
    copy,
    open,
    again,
  );
  if (chosen === copy) {
    await vscode.env.clipboard.writeText(INSTALL);
  } else if (chosen === open) {
    await vscode.commands.executeCommand('workbench.action.openSettings', `${SECTION}.path`);
  } else if (chosen === again) {
    await restart();
  }
}
