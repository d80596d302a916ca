/**
 * Written into postgresql.conf when the cluster is made, so that an administrator can change them
 * there or with ALTER SYSTEM. `fsync` and `synchronous_commit` stay at PostgreSQL's "on".
 */
export const INITIAL_SETTINGS: Readonly<Record<string, string>> = {
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_connections: '100',
  // The default of 4 is for spinning disks and keeps the planner from our indexes.
  random_page_cost: '1.1',
  // Compiling costs 100 ms and more a query; ours take milliseconds.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // One file a weekday, overwritten a week later: the log never needs tidying.
  logging_collector: 'on',
  log_filename: 'postgresql-%a.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
  log_file_mode: '0600',
  cluster_name: 'tongchuang',
};

/** Command-line form of settings: -c name=value. */
export function asArguments(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
