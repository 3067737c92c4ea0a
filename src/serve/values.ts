import { z } from 'zod';

/*
 * What bodies and settings hold on whichever platform.
 */

export const YEAR_SECONDS = 365 * 24 * 3600;

/** How long something lives. */
export const seconds = z.int().min(1).max(YEAR_SECONDS);

/** A name, a label, a word of the platform's. */
export const text = z.string().trim().min(1).max(200);

/** A secret of one's own: long enough that the journal can tell it from ordinary text, to hide it. */
export const secret = z.string().min(8).max(200);
