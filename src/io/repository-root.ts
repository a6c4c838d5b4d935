/**
 * Where the files of a repository lie that is on no disk: so deep that a folder which they mount from above them (`../data`) is not taken for
 * one of the host, whatever the repository is called.
 */
export function repositoryRoot(name: string): string {
  return `/repository/on/no/disk/${name}`;
}
