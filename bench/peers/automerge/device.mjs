// A device of automerge-repo: every document in a folder of its own, all of them open while it syncs.
//
// It counts as synced when the server has told, for every document, the heads that are here: that is all that this
// peer can know. The server writes to its disk up to 100 ms later, without fsync, and says nothing of it.

import { next as A } from "@automerge/automerge";
import { Repo } from "@automerge/automerge-repo";
import { WebSocketClientAdapter } from "@automerge/automerge-repo-network-websocket";
import { NodeFSStorageAdapter } from "@automerge/automerge-repo-storage-nodefs";
import { readFile, writeFile } from "node:fs/promises";
import { answer, finalAnswers, mustEqual, saves } from "../lines.mjs";

const LIST = "documents.json";

let folder, url, repo, adapter;
/** Handles by the dossier's key. */
const handles = new Map();
/** Per document, the heads that the server told on this connection. */
const told = new Map();
let heard = () => {};

function start() {
  repo = new Repo({ storage: new NodeFSStorageAdapter(folder), network: [], sharePolicy: async () => true });
  repo.synchronizer.on("sync-state", ({ documentId, syncState }) => {
    if (syncState.theirHeads) told.set(documentId, [...syncState.theirHeads].sort().join());
    heard();
  });
}

/** The library gives a document up after a minute, which a slow link needs for the ones before it: asked for again. */
async function find(document) {
  for (;;) {
    try {
      return await repo.find(document);
    } catch (error) {
      console.error(`${document}: ${error.message}; again`);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}

const agreed = (handle) => told.get(handle.documentId) === [...A.getHeads(handle.doc())].sort().join();

/** Resolves when the server's heads are ours for each of the documents. */
function inStep(documents) {
  return new Promise((resolve) => {
    const open = new Set(documents);
    heard = () => {
      for (const handle of open) if (agreed(handle)) open.delete(handle);
      if (open.size === 0) {
        heard = () => {};
        resolve();
      }
    };
    heard();
  });
}

async function connect() {
  told.clear();
  // A retry while a busy machine is still opening the first connection would end in two.
  adapter = new WebSocketClientAdapter(url, 60_000);
  repo.networkSubsystem.addNetworkAdapter(adapter);
  await adapter.whenReady();
}

await answer({
  async open(asked) {
    ({ folder, url } = asked);
    start();
  },

  async make({ data, firstAtOnce }) {
    const list = {};
    for (const dossier of JSON.parse(await readFile(data, "utf8"))) {
      const handle = repo.create({ key: dossier.key, answers: {} });
      for (const fields of saves(dossier, firstAtOnce)) {
        handle.change((document) => Object.assign(document.answers, fields));
      }
      list[dossier.key] = handle.url;
    }
    await repo.flush();
    await writeFile(`${folder}/${LIST}`, JSON.stringify(list));
  },

  /** From the disk into memory, as an app has them that is about to sync. */
  async load() {
    const list = JSON.parse(await readFile(`${folder}/${LIST}`, "utf8"));
    for (const [key, document] of Object.entries(list)) handles.set(key, await repo.find(document));
    return { documents: handles.size };
  },

  async push() {
    await connect();
    await inStep(handles.values());
  },

  /** A device that got the list of documents from elsewhere; that is not counted. */
  async pull({ from }) {
    const list = JSON.parse(await readFile(`${from}/${LIST}`, "utf8"));
    await connect();
    const found = Object.entries(list).map(async ([key, document]) => handles.set(key, await find(document)));
    await Promise.all(found);
    await inStep(handles.values());
    await repo.flush();
  },

  /** The app was opened again, and nothing is new. */
  async idle() {
    await connect();
    await inStep(handles.values());
  },

  /** On the connection that is open. */
  async edit({ question, value }) {
    const handle = handles.values().next().value;
    handle.change((document) => (document.answers[question] = value));
    await inStep([handle]);
    await repo.flush([handle.documentId]);
  },

  async check({ data }) {
    const dossiers = JSON.parse(await readFile(data, "utf8"));
    for (const dossier of dossiers) {
      mustEqual(handles.get(dossier.key)?.doc().answers, finalAnswers(dossier), dossier.key);
    }
    return { documents: dossiers.length };
  },
});
