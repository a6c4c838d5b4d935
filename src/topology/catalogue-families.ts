import { ADMIN_IMAGES } from './catalogue-admin.ts';
import { APP_IMAGES } from './catalogue-app.ts';
import { DATA_IMAGES } from './catalogue-data.ts';
import { EDGE_IMAGES } from './catalogue-edge.ts';
import type { Family } from './catalogue-family.ts';
import { OPS_IMAGES } from './catalogue-ops.ts';

/** All families, those of data stores first. */
export const FAMILIES: readonly Family[] = [
  ...DATA_IMAGES,
  ...EDGE_IMAGES,
  ...ADMIN_IMAGES,
  ...OPS_IMAGES,
  ...APP_IMAGES,
];
