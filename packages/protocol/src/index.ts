export * from "./gen/grok/v1/conversation_pb.js";
export * from "./gen/grok/v1/model_pb.js";
export * from "./gen/grok/v1/run_pb.js";
export * from "./gen/grok/v1/system_pb.js";
