import type { RequestHandler } from 'express';
import { sendJson } from '../answers.ts';

const zone = (
  id: string,
  name: string,
  country: string,
  countryCode: string,
  city: string,
  at: [number, number],
) => ({
  id,
  name,
  country,
  countryCode,
  city,
  displayName: null,
  lat: at[0],
  lon: at[1],
  outboundIPs: [],
  tags: [`region:${countryCode === 'CA' ? 'na' : 'eu'}`, 'for:applications', 'infra:clever-cloud'],
});

const zones = [
  zone('7c2a1f0e-5b7d-4c57-9d1e-0a2f5b6c7d81', 'par', 'France', 'FR', 'Paris', [48.8566, 2.3522]),
  zone('1d9e8c34-0f4b-4a0b-8f5e-7b3c2d1e0f92', 'rbx', 'France', 'FR', 'Roubaix', [50.6942, 3.1746]),
  zone('c4b5a697-8879-4e6a-b5c4-d3e2f1a0b9c3', 'mtl', 'Canada', 'CA', 'Montreal', [45.5019, -73.5674]),
];

/** `GET /v4/products/zones`: for everybody, whatever credentials come along (b5). */
export const listZones: RequestHandler = (_req, res) => sendJson(res, 200, zones);
