import { Parser } from "saxen";
import { ZipFault } from "./zip-archive.server.ts";

export type XmlHandlers = {
  /** Names are without their prefix. */
  open?: (name: string, attributes: () => Record<string, string>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
};

/**
 * No tag and no text of a workbook is longer: a cell holds 32,767 characters. The parser looks again at
 * what is not whole yet, so that a longer one would cost time without end.
 */
const LONGEST_TOKEN = 500_000;

/** Tells what comes by, and yields after each piece. Doctypes and entities of their own are not followed. */
export async function* readXml(
  pieces: AsyncIterable<Uint8Array>,
  { open, close, text }: XmlHandlers,
): AsyncGenerator<void> {
  let silent = 0;
  const parser = new Parser()
    .on("openTag", (name, attributes, decode) => {
      silent = 0;
      open?.(local(name), () => attributesOf(attributes(), decode));
    })
    .on("closeTag", (name) => close?.(local(name)))
    .on("text", (value, decode) => text?.(decode(value)))
    .on("cdata", (value) => text?.(value))
    .on("warn", () => undefined);
  const decoder = new TextDecoder();
  const write = (part: string) => {
    silent += part.length;
    if (silent > LONGEST_TOKEN) throw new ZipFault("damaged");
    try {
      parser.write(part);
    } catch (error) {
      throw error instanceof ZipFault ? error : new ZipFault("damaged");
    }
  };
  let isEmpty = true;
  for await (const piece of pieces) {
    isEmpty = false;
    write(decoder.decode(piece, { stream: true }));
    yield;
  }
  if (isEmpty) return;
  try {
    parser.end();
  } catch {
    throw new ZipFault("damaged");
  }
}

export async function readWholeXml(pieces: AsyncIterable<Uint8Array>, handlers: XmlHandlers) {
  for await (const _ of readXml(pieces, handlers)) continue;
}

function attributesOf(given: Record<string, string>, decode: (text: string) => string) {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [local(name), decode(value)]),
  );
}

function local(name: string): string {
  const at = name.indexOf(":");
  return at === -1 ? name : name.slice(at + 1);
}
