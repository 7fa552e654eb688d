// xAI's gRPC (`xai_api`), the parts that this program speaks. Names are theirs; proto/xai has the notes.
export * from "./gen/xai/api/v1/auth_pb.js";
export * from "./gen/xai/api/v1/chat_pb.js";
export * from "./gen/xai/api/v1/deferred_pb.js";
export * from "./gen/xai/api/v1/documents_pb.js";
export * from "./gen/xai/api/v1/embed_pb.js";
export * from "./gen/xai/api/v1/files_pb.js";
export * from "./gen/xai/api/v1/image_pb.js";
export * from "./gen/xai/api/v1/models_pb.js";
export * from "./gen/xai/api/v1/sample_pb.js";
export * from "./gen/xai/api/v1/tokenize_pb.js";
export * from "./gen/xai/api/v1/usage_pb.js";
