// Starts the volunteer's app: the generated glue loads the wasm file that lies beside it.
import init from "./field.js";

init({ module_or_path: new URL("./field_bg.wasm", import.meta.url) });
