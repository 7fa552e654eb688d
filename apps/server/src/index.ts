export type { Adapters } from "./adapters.ts";
export { readConfig, type ServerConfig } from "./config/read-config.ts";
export { type Setting, settingsTable } from "./config/settings-table.ts";
export { readServerNote, type ServerNote } from "./home/server-note.ts";
export type { Log, LogFields, LogLevel } from "./log/log.ts";
export { ServerError, type ServerErrorCode } from "./server-error.ts";
export { type RunningServer, type StartOptions, startServer } from "./start-server.ts";
export { stopSignal } from "./stop-signal.ts";
