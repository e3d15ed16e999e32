/** Section → the keys that systemd 252 knows there; `systemd-analyze verify` is asked about each in the tests. */
const words = (text: string) => text.trim().split(/\s+/);

const unit = words(`
  Description Documentation Wants Requires Requisite BindsTo PartOf Upholds Conflicts Before After OnFailure OnSuccess
  PropagatesReloadTo ReloadPropagatedFrom PropagatesStopTo StopPropagatedFrom JoinsNamespaceOf RequiresMountsFor
  OnFailureJobMode OnSuccessJobMode IgnoreOnIsolate StopWhenUnneeded RefuseManualStart RefuseManualStop AllowIsolate
  DefaultDependencies CollectMode FailureAction SuccessAction FailureActionExitStatus SuccessActionExitStatus
  JobTimeoutSec JobRunningTimeoutSec JobTimeoutAction JobTimeoutRebootArgument StartLimitIntervalSec StartLimitBurst
  StartLimitAction RebootArgument SourcePath ConditionArchitecture ConditionVirtualization ConditionHost
  ConditionKernelCommandLine ConditionKernelVersion ConditionEnvironment ConditionSecurity ConditionCapability
  ConditionACPower ConditionNeedsUpdate ConditionFirstBoot ConditionPathExists ConditionPathExistsGlob
  ConditionPathIsDirectory ConditionPathIsSymbolicLink ConditionPathIsMountPoint ConditionPathIsReadWrite
  ConditionDirectoryNotEmpty ConditionFileNotEmpty ConditionFileIsExecutable ConditionUser ConditionGroup ConditionMemory
  ConditionCPUs AssertPathExists AssertPathIsDirectory AssertFileNotEmpty AssertFileIsExecutable AssertUser`);

/** Of the environment that a program runs in. */
const exec = words(`
  WorkingDirectory RootDirectory RootImage User Group DynamicUser SupplementaryGroups PAMName Environment EnvironmentFile
  PassEnvironment UnsetEnvironment UMask Nice OOMScoreAdjust IOSchedulingClass IOSchedulingPriority CPUSchedulingPolicy
  CPUSchedulingPriority CPUAffinity StandardInput StandardOutput StandardError StandardInputText SyslogIdentifier
  SyslogFacility SyslogLevel SyslogLevelPrefix LogLevelMax LogRateLimitIntervalSec LogRateLimitBurst LogNamespace TTYPath
  LimitCPU LimitFSIZE LimitDATA LimitSTACK LimitCORE LimitRSS LimitNOFILE LimitAS LimitNPROC LimitMEMLOCK LimitLOCKS
  LimitSIGPENDING LimitMSGQUEUE LimitNICE LimitRTPRIO LimitRTTIME NoNewPrivileges SecureBits CapabilityBoundingSet
  AmbientCapabilities ProtectSystem ProtectHome ProtectHostname ProtectClock ProtectKernelTunables ProtectKernelModules
  ProtectKernelLogs ProtectControlGroups ProtectProc ProcSubset PrivateTmp PrivateDevices PrivateNetwork PrivateUsers
  PrivateMounts PrivateIPC NetworkNamespacePath RestrictAddressFamilies RestrictNamespaces RestrictRealtime
  RestrictSUIDSGID RestrictFileSystems LockPersonality MemoryDenyWriteExecute RemoveIPC MountFlags SystemCallFilter
  SystemCallErrorNumber SystemCallArchitectures SystemCallLog ReadWritePaths ReadOnlyPaths InaccessiblePaths ExecPaths
  NoExecPaths TemporaryFileSystem BindPaths BindReadOnlyPaths RuntimeDirectory RuntimeDirectoryMode
  RuntimeDirectoryPreserve StateDirectory StateDirectoryMode CacheDirectory CacheDirectoryMode LogsDirectory
  LogsDirectoryMode ConfigurationDirectory ConfigurationDirectoryMode LoadCredential LoadCredentialEncrypted
  SetCredential SetCredentialEncrypted KeyringMode TimerSlackNSec Personality IgnoreSIGPIPE UtmpIdentifier
  KillMode KillSignal RestartKillSignal FinalKillSignal SendSIGHUP SendSIGKILL WatchdogSignal Slice Delegate
  CPUAccounting CPUWeight StartupCPUWeight CPUQuota CPUQuotaPeriodSec AllowedCPUs MemoryAccounting MemoryMin MemoryLow
  MemoryHigh MemoryMax MemorySwapMax MemoryLimit TasksAccounting TasksMax IOAccounting IOWeight IODeviceWeight
  IOReadBandwidthMax IOWriteBandwidthMax IPAccounting IPAddressAllow IPAddressDeny DeviceAllow DevicePolicy
  ManagedOOMSwap ManagedOOMMemoryPressure`);

const service = words(`
  Type ExitType RemainAfterExit GuessMainPID PIDFile BusName ExecStart ExecStartPre ExecStartPost ExecCondition ExecReload
  ExecStop ExecStopPost RestartSec TimeoutStartSec TimeoutStopSec TimeoutAbortSec TimeoutSec TimeoutStartFailureMode
  TimeoutStopFailureMode RuntimeMaxSec RuntimeRandomizedExtraSec WatchdogSec Restart SuccessExitStatus
  RestartPreventExitStatus RestartForceExitStatus RootDirectoryStartOnly NonBlocking NotifyAccess Sockets
  FileDescriptorStoreMax USBFunctionDescriptors USBFunctionStrings OOMPolicy StartLimitInterval`);

export const sectionKeys: Record<string, readonly string[]> = {
  Unit: unit,
  Service: [...service, ...exec],
  Install: words('WantedBy RequiredBy Alias Also DefaultInstance'),
  Timer: words(`
    OnActiveSec OnBootSec OnStartupSec OnUnitActiveSec OnUnitInactiveSec OnCalendar AccuracySec RandomizedDelaySec
    FixedRandomDelay OnClockChange OnTimezoneChange Unit Persistent WakeSystem RemainAfterElapse`),
  Socket: [
    ...words(`
    ListenStream ListenDatagram ListenSequentialPacket ListenFIFO SocketUser SocketGroup SocketMode DirectoryMode Accept
    Backlog MaxConnections MaxConnectionsPerSource KeepAlive NoDelay ReusePort Service BindIPv6Only FreeBind RemoveOnStop
    Symlinks FileDescriptorName TriggerLimitIntervalSec TriggerLimitBurst TimeoutSec`),
    ...exec,
  ],
  Path: words('PathExists PathExistsGlob PathChanged PathModified DirectoryNotEmpty Unit MakeDirectory DirectoryMode'),
};

/** Keys with a fixed choice of values. */
export const choices: Record<string, readonly string[]> = {
  Type: words('simple exec forking oneshot dbus notify idle'),
  Restart: words('no always on-success on-failure on-abnormal on-abort on-watchdog'),
  KillMode: words('control-group process mixed none'),
  NotifyAccess: words('none main exec all'),
  ProtectProc: words('noaccess invisible ptraceable default'),
};

export const booleans: readonly string[] = words(`
  RemainAfterExit DynamicUser NoNewPrivileges PrivateTmp PrivateDevices PrivateNetwork ProtectKernelTunables
  ProtectKernelModules ProtectKernelLogs ProtectControlGroups ProtectHostname ProtectClock RestrictRealtime
  RestrictSUIDSGID LockPersonality MemoryDenyWriteExecute SendSIGKILL Persistent DefaultDependencies Accept`);

export const spans: readonly string[] = words(`
  RestartSec TimeoutStartSec TimeoutStopSec TimeoutSec RuntimeMaxSec WatchdogSec StartLimitIntervalSec OnBootSec
  OnUnitActiveSec OnActiveSec RandomizedDelaySec AccuracySec`);
