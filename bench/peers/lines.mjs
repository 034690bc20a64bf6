// One JSON object a line, both ways: the bench asks, a peer answers when it is done.

import { createInterface } from "node:readline";

// automerge-repo leaves promises behind that fail after a minute on a slow link; that must not end the process.
process.on("unhandledRejection", (error) => console.error(`nobody waits for this: ${error?.message}`));

/** Carries out what the bench asks, one after the other: `{"do": name, …}` is answered with `{"done": name, …}`. */
export async function answer(commands) {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === "") continue;
    const { do: name, ...rest } = JSON.parse(line);
    if (name === "end") process.exit(0);
    try {
      say({ done: name, ...(await commands[name](rest)) });
    } catch (error) {
      say({ failed: name, why: String(error?.stack ?? error) });
    }
  }
  process.exit(0);
}

export function say(object) {
  process.stdout.write(JSON.stringify(object) + "\n");
}

/** The dossiers of the run: `{key, answers: [[question, value]…], edits: [[question, value]…]}`. */
export function finalAnswers({ answers, edits }) {
  return Object.fromEntries([...answers, ...edits]);
}

/** The saves that a dossier was written with: each is the fields that it sets. */
export function saves({ answers, edits }, firstAtOnce) {
  const one = ([question, value]) => ({ [question]: value });
  const first = firstAtOnce ? [Object.fromEntries(answers)] : answers.map(one);
  return [...first, ...edits.map(one)];
}

export function mustEqual(found, wanted, what) {
  for (const [question, value] of Object.entries(wanted)) {
    if (found?.[question] !== value) throw new Error(`${what}: ${question} is ${found?.[question]}, not ${value}`);
  }
}
