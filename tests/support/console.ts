import { afterAll, afterEach } from "vitest";

// A console.error is a failure that nobody caught: React and Node warn there. A test that provokes
// one on purpose spies on it.
const reported: Error[] = [];
const print = console.error.bind(console);

console.error = (...args: unknown[]) => {
  reported.push(new Error(`console.error was called: ${args.map(String).join(" ")}`));
  print(...args);
};

function failOnReport() {
  const [first] = reported.splice(0);
  if (first) throw first;
}

afterEach(failOnReport);
afterAll(failOnReport);
