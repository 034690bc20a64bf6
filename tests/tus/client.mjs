// Sends every file of a folder with tus-js-client as it is published: node client.mjs ENDPOINT TOKEN DOSSIER FOLDER
//
// Options are the client's public ones. `retryDelays` is short, so that the test does not wait; all others that are not
// named (chunkSize above all: one request for what is left of a file) stand at their defaults.

import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as tus from 'tus-js-client'

const [endpoint, token, dossier, folder] = process.argv.slice(2)

function send(file) {
  return new Promise((resolve, reject) => {
    const upload = new tus.Upload(file, {
      endpoint,
      headers: { Authorization: `Bearer ${token}` },
      metadata: { sha256: createHash('sha256').update(file).digest('hex'), dossier },
      retryDelays: [0, 50, 100, 200, 400],
      onSuccess: resolve,
      onError: reject,
    })
    upload.start()
  })
}

for (const name of readdirSync(folder).sort()) {
  await send(readFileSync(join(folder, name)))
}
