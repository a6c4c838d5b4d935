import type { Policy } from '../policy/policy.ts';
import type { Flows } from '../flows/flows.ts';
import type { Needs } from '../topology/needs/needs.ts';
import type { Topology } from '../topology/topology.ts';

export interface RuleContext {
  readonly topology: Topology;
  readonly flows: Flows;
  readonly needs: Needs;
  readonly policy: Policy;
}
