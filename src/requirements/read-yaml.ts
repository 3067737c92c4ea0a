import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/**
 * Read a YAML file of one form.
 * @throws Error that names the file and, as far as it has rows, the row that is wrong
 */
export function readYaml<T>(file: string, schema: z.ZodType<T>): T {
  const read = schema.safeParse(parsed(file));
  if (read.success) return read.data;
  throw new Error(`Failed to read ${file}: ${z.prettifyError(read.error)}. Mend the row that is named.`);
}

function parsed(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'), { logLevel: 'error' });
  } catch (error) {
    throw new Error(`Failed to read ${file}: ${(error as Error).message.trim()} Mend it there.`);
  }
}
