import { z } from 'zod';

/** Record identifiers are UUIDs of version 7: they sort by time of creation and can be made offline. */
export const id = z.uuid();
export type Id = string;

/** A city's number in a deployment; first part of every slice table's primary key. */
export type CityId = number;
