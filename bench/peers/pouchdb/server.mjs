// express-pouchdb on express 4, with what a replicating client needs; LevelDB on the disk.

import express from "express";
import expressPouchdb from "express-pouchdb";
import PouchDB from "pouchdb";
import { answer, say } from "../lines.mjs";

const Local = PouchDB.defaults({ prefix: `${process.argv[2]}/` });
const app = express();
app.use("/", expressPouchdb(Local, { mode: "minimumForPouchDB" }));
// After the line above: it takes note of every database that is made.
await new Local("dossiers").info();
const server = app.listen(0, "127.0.0.1", () => say({ listening: server.address().port }));
await answer({});
