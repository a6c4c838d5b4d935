import { ADMIN_IMAGES } from './admin.ts';
import { APP_IMAGES } from './app.ts';
import { APPLICATIONS } from './applications.ts';
import { DATA_IMAGES } from './data.ts';
import { EDGE_IMAGES } from './edge.ts';
import type { ImageFamily } from './family.ts';
import { OPS_IMAGES } from './ops.ts';

/** All families, those of data stores first. */
export const IMAGE_FAMILIES: readonly ImageFamily[] = [
  ...DATA_IMAGES,
  ...EDGE_IMAGES,
  ...ADMIN_IMAGES,
  ...OPS_IMAGES,
  ...APP_IMAGES,
  ...APPLICATIONS,
];
