// Starts the office console: the generated glue loads the wasm file that lies beside it.
import init from "./office.js";

init({ module_or_path: new URL("./office_bg.wasm", import.meta.url) });
