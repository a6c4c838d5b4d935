import type { Zone } from './zone.ts';

/** Images that are the same software, whoever packages them. */
export interface ImageFamily {
  readonly name: string;
  readonly zone: Zone;
  /** What it is, with its article: `a database`. */
  readonly kind: string;
  /** Repository names that are exactly this, as the end of the path: `mongo-express`, `minio/mc`; may hold `*`. */
  readonly repositories: readonly string[];
  /** Words that give it away in any repository name, so that forks and mirrors are known: `postgres` in `acme/postgres-tuned`. */
  readonly words: readonly string[];
  readonly traits: readonly ImageTrait[];
  /** Container ports it listens on by default. */
  readonly ports: readonly number[];
  /** Data stores only. */
  readonly store: DataStore | null;
}

/** What rules ask of software beside its zone. */
export type ImageTrait =
  /** Lets only some calls through to the Docker socket. */
  | 'socket-filter'
  /** Starts, replaces or restarts containers: that is what it has Docker for, and no filter can leave it that and less. */
  | 'starts-containers'
  /** Its clients are devices and machines elsewhere, by its nature. */
  | 'serves-devices'
  /** Copies the data of others. */
  | 'backup'
  /** An edge that keeps users, routes or statistics in a database of its own. */
  | 'keeps-store'
  /** A web server that may be an application by itself. */
  | 'serves-applications';

/** How a data store keeps its data. */
export interface DataStore {
  /** Where; several where versions or packagers differ. Empty: nothing on disk is worth keeping. */
  readonly directories: readonly string[];
  /** `VOLUME`s that the image declares: without a mount they become anonymous volumes. */
  readonly declared: readonly string[];
  /** What holds from each major version on, the newest first, for stores whose versions differ. Where the version is not known, the above holds. */
  readonly versions: readonly StoreVersion[];
  /** The version that an image without one in its tag is, or a newer one; `null`: not known. */
  readonly newest: number | null;
  /** Where other versions and packagers keep it, and this image does not. */
  readonly elsewhere: readonly string[];
  /** Environment variables that move the directory. */
  readonly variables: readonly string[];
  /** Command line options that move the directory. */
  readonly options: readonly string[];
  /** The store's command line names directories without an option: `minio server /data`. */
  readonly operands: boolean;
  /** A cache loses nothing with its data, unless a command line switches persistence on. */
  readonly cache: boolean;
  readonly prepared: Prepared | null;
  /** The variable that names its node, whose name its folder bears: the host name of the container where it is not set; `null`: it bears none. */
  readonly nodeName: string | null;
  /** Folders that are one: without any of them the others are of no use, or not all. Empty: one folder has it all. */
  readonly together: readonly string[];
}

/** A folder that the image has ready for the data, and uses only where it is told to. */
export interface Prepared {
  readonly directory: string;
  readonly variable: string;
  /** Settings mounted there may tell it too. */
  readonly settings: string;
}

export interface StoreVersion {
  readonly from: number;
  /** `MAJOR` stands for the version. */
  readonly directories: readonly string[];
  readonly declared: readonly string[];
  /** This version does not start with a mount there, which it takes for data of an older one, unless a variable moves the directory. */
  readonly refuses?: string;
}
