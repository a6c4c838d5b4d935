import { controlApiReachable } from './control-api-reachable.ts';
import { adminPublished } from './admin-published.ts';
import { adminWithoutLogin } from './admin-without-login.ts';
import { confinementOff } from './confinement-off.ts';
import { environmentsShareData } from './environments-share-data.ts';
import { publishedPastProxy } from './published-past-proxy.ts';
import { dataBindMounted } from './data-bind-mounted.ts';
import { dataNetworkNotInternal } from './data-network-not-internal.ts';
import { dataNetworkSharedWithOthers } from './data-network-shared-with-others.ts';
import { dataNotPersistent } from './data-not-persistent.ts';
import { dataPublished } from './data-published.ts';
import { dataReachableFromFrontend } from './data-reachable-from-frontend.ts';
import { dataReachableThroughHost } from './data-reachable-through-host.ts';
import { dataVolumeShared } from './data-volume-shared.ts';
import { hostControl } from './host-control.ts';
import { hostNetwork } from './host-network.ts';
import { hostPathMounted } from './host-path-mounted.ts';
import { isolation } from './isolation.ts';
import { nameCollision } from './name-collision.ts';
import { needUnreachable } from './need-unreachable.ts';
import { publishedPortDead } from './published-port-dead.ts';
import type { Rule } from './rule.ts';
import { secretInEnvironment } from './secret-in-environment.ts';
import { unneededDataAccess } from './unneeded-data-access.ts';
import { unusedNetwork } from './unused-network.ts';
import { unusedVolume } from './unused-volume.ts';
import { volumeOfOlderVersion } from './volume-of-older-version.ts';
import { volumeCrossesIsolation } from './volume-crosses-isolation.ts';
import { volumeNotBackedUp } from './volume-not-backed-up.ts';

/** Every rule, in the order of the documentation. */
export const RULES: readonly Rule[] = [
  isolation,
  dataReachableFromFrontend,
  dataPublished,
  adminPublished,
  adminWithoutLogin,
  controlApiReachable,
  dataReachableThroughHost,
  unneededDataAccess,
  dataNetworkSharedWithOthers,
  hostNetwork,
  hostControl,
  hostPathMounted,
  confinementOff,
  environmentsShareData,
  publishedPastProxy,
  volumeCrossesIsolation,
  dataVolumeShared,
  dataNotPersistent,
  volumeOfOlderVersion,
  dataBindMounted,
  secretInEnvironment,
  needUnreachable,
  nameCollision,
  publishedPortDead,
  dataNetworkNotInternal,
  unusedNetwork,
  unusedVolume,
  volumeNotBackedUp,
];
