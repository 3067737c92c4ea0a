import { expand, type Statement, statements } from './shell.ts';

const ASSIGNMENT = /^([A-Za-z_]\w*)=/;

/**
 * What a `.environment` file makes of an environment (P30). The platform's shell reads the file when the
 * container starts; here it may hold assignments only, one a statement, with or without `export` (both reach
 * programs). A line sees what the lines before it have set.
 * @returns a new environment; the given one stays as it is
 * @throws Error when the file holds anything but assignments
 */
export function sourceEnvironmentFile(
  text: string,
  environment: Readonly<Record<string, string>>,
): Record<string, string> {
  const result = { ...environment };
  for (const statement of statements(text, '.environment')) {
    const [name, value] = assignment(statement, result);
    result[name] = value;
  }
  return result;
}

function assignment(statement: Statement, environment: Readonly<Record<string, string>>): [string, string] {
  const [first, ...more] = isExport(statement) ? statement.slice(1) : statement;
  const head = first?.[0];
  const name = head && 'text' in head && !head.quoted ? ASSIGNMENT.exec(head.text)?.[1] : undefined;
  if (!first || name === undefined || more.length > 0)
    throw new Error(
      'Failed to read .environment: it holds a statement that is not one assignment. Write lines such as export PATH="$PLATFORM_APP_DIR/.platformsh/bin:$PATH".',
    );
  return [name, expand(first, environment).slice(name.length + 1)];
}

function isExport([first]: Statement): boolean {
  const piece = first?.[0];
  return first?.length === 1 && piece !== undefined && 'text' in piece && piece.text === 'export';
}
