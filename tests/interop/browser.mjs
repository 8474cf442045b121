// Talks to a server as a product's page would, with the client of AG-UI's makers: sends the messages
// of argv one after the other, approves what a run asks for, and prints what it got.
import { HttpAgent } from "@ag-ui/client";

const [url, ...texts] = process.argv.slice(2);
const agent = new HttpAgent({ url, threadId: crypto.randomUUID() });
const events = [], warnings = [], failures = [];
console.warn = (...words) => warnings.push(words.join(" "));
console.error = (...words) => warnings.push(words.join(" "));

async function run(parameters) {
  try {
    await agent.runAgent(parameters, { onEvent: ({ event }) => void events.push(event) });
  } catch (error) {
    failures.push(String(error));
  }
}

const asked = [];
for (const [number, content] of texts.entries()) {
  agent.addMessage({ id: `user-${number}`, role: "user", content });
  await run({});
  while (agent.pendingInterrupts.length && !failures.length) {
    asked.push(...agent.pendingInterrupts);
    const answer = { status: "resolved", payload: { approved: true } };
    await run({ resume: agent.pendingInterrupts.map(({ id }) => ({ interruptId: id, ...answer })) });
  }
}
console.log(JSON.stringify({ asked, events, failures, messages: agent.messages, state: agent.state, warnings }));
