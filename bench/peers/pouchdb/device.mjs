// A device of PouchDB: one document a dossier, LevelDB on the disk. Every setting is the default.
//
// It counts as synced when the replication says that it is complete: the server has answered that it took every
// revision, and the checkpoints are written. LevelDB is not asked to fsync on either side.

import PouchDB from "pouchdb";
import { readFile } from "node:fs/promises";
import { answer, finalAnswers, mustEqual, saves } from "../lines.mjs";

let local, remote;

await answer({
  async open({ folder, url }) {
    local = new PouchDB(`${folder}/dossiers`);
    await local.info();
    remote = new PouchDB(`${url}/dossiers`, { skip_setup: true });
  },

  /** Save by save, all dossiers at once: each save is a revision of its own. */
  async make({ data, firstAtOnce }) {
    const dossiers = JSON.parse(await readFile(data, "utf8"));
    const all = dossiers.map((dossier) => ({
      document: { _id: dossier.key, answers: {} },
      saves: saves(dossier, firstAtOnce),
    }));
    for (let round = 0; round < all[0].saves.length; round++) {
      for (const one of all) Object.assign(one.document.answers, one.saves[round]);
      const written = await local.bulkDocs(all.map((one) => one.document));
      written.forEach((result, place) => {
        if (result.error) throw new Error(result.message);
        all[place].document._rev = result.rev;
      });
    }
  },

  async load() {
    return { documents: (await local.info()).doc_count };
  },

  async push() {
    whole(await local.replicate.to(remote));
  },

  async pull() {
    whole(await local.replicate.from(remote));
  },

  async idle() {
    const { push, pull } = await local.sync(remote);
    whole(push);
    whole(pull);
  },

  async edit({ question, value }) {
    const first = (await local.allDocs({ limit: 1, include_docs: true })).rows[0].doc;
    first.answers[question] = value;
    await local.put(first);
    const { push, pull } = await local.sync(remote);
    whole(push);
    whole(pull);
  },

  async check({ data }) {
    const dossiers = JSON.parse(await readFile(data, "utf8"));
    for (const dossier of dossiers) {
      mustEqual((await local.get(dossier.key)).answers, finalAnswers(dossier), dossier.key);
    }
    return { documents: dossiers.length };
  },
});

function whole(result) {
  if (!result.ok || result.doc_write_failures > 0 || result.errors.length > 0) {
    throw new Error(JSON.stringify(result));
  }
}
