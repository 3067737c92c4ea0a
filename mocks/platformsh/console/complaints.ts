import { ProviderError } from '../../kernel/index.ts';

/** What is wrong with a form, and the status that says so. */
export interface Complaint {
  readonly status: 400 | 402 | 409;
  readonly wrong: string;
}

const statuses: Readonly<Record<string, Complaint['status']>> = {
  fields_invalid: 400,
  payment_due: 402,
  conflict: 409,
};

/**
 * Do what a form asks for.
 * @param texts what to tell a person for each code of refusal
 * @returns the complaint, or undefined when it is done
 */
export function complaintOf(texts: Readonly<Record<string, string>>, act: () => void): Complaint | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    const wrong = error instanceof ProviderError ? texts[error.code] : undefined;
    if (wrong === undefined) throw error;
    return { status: statuses[(error as ProviderError).code]!, wrong };
  }
}
