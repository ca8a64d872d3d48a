import { InvalidArgumentError } from "commander";

export function notEmpty(value: string): string {
  if (value.trim() === "") throw new InvalidArgumentError("It must not be empty.");
  return value.trim();
}

export function emailAddress(value: string): string {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) {
    throw new InvalidArgumentError("It must look like name@studio.example.");
  }
  return value;
}
