export * from "./gen/grok/v1/conversation_pb.ts";
export * from "./gen/grok/v1/model_pb.ts";
export * from "./gen/grok/v1/run_pb.ts";
export * from "./gen/grok/v1/system_pb.ts";
