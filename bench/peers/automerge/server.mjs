// The server of automerge-repo as its own sync server is set up: websocket, files, and no document is announced.

import { Repo } from "@automerge/automerge-repo";
import { WebSocketServerAdapter } from "@automerge/automerge-repo-network-websocket";
import { NodeFSStorageAdapter } from "@automerge/automerge-repo-storage-nodefs";
import { WebSocketServer } from "ws";
import { answer, say } from "../lines.mjs";

const sockets = new WebSocketServer({ host: "127.0.0.1", port: 0 });
await new Promise((resolve) => sockets.once("listening", resolve));
new Repo({
  network: [new WebSocketServerAdapter(sockets)],
  storage: new NodeFSStorageAdapter(process.argv[2]),
  peerId: "office",
  sharePolicy: async () => false,
});
say({ listening: sockets.address().port });
await answer({});
