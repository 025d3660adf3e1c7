/**
 * The processes of the fabric in a guest, by the agents that model them: file, display name, and service or none.
 *
 * Two are services, and appear in the service list (AZ-18, AZ-23); the bootstrapper, the host processes and
 * IISConfigurator are not: nobody but their parents starts them (AZ-29).
 */
interface GuestProcess {
  readonly file: string;
  /** As the list of processes shows it, where that is documented. */
  readonly displayName?: string;
  readonly service?: string;
}

export const guestProcesses = {
  waAppAgent: { file: 'WaAppAgent.exe', service: 'RdAgent' },
  guestAgent: { file: 'WindowsAzureGuestAgent.exe', service: 'Windows Azure Guest Agent' },
  bootstrapper: {
    file: 'WaHostBootstrapper.exe',
    displayName: 'Microsoft Windows Azure Runtime Bootstrapper',
  },
  iisConfigurator: { file: 'IISConfigurator.exe' },
  waWorkerHost: { file: 'WaWorkerHost.exe' },
  waIISHost: { file: 'WaIISHost.exe' },
  waWebHost: { file: 'WaWebHost.exe' },
} as const satisfies Readonly<Record<string, GuestProcess>>;

/** The agents of the services. */
export const agentOfService = {
  [guestProcesses.waAppAgent.service]: 'waAppAgent',
  [guestProcesses.guestAgent.service]: 'guestAgent',
} as const;
