// Starts the office console: the generated glue loads the wasm file that lies beside it.
import init from "./office.js";

init();
